//! The vocabulary around a quantity, as tables, and the few ways to look a word up in them.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::model::{Comparator, Measure};

/// What a word before a number says about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Says {
    /// Only how value and reality are compared.
    Compares(Comparator),
    /// A level is reached.
    Level,
    /// A level that is also an upper bound.
    Bound,
    /// A rise or a fall by the number.
    Changes(Measure),
    /// The number holds for each name: 均增长10%.
    Each,
    /// One number per name: 分别.
    Respectively,
    /// A rate per year.
    Yearly,
    /// It is tried, not promised.
    Aspires,
    /// Nothing that matters here.
    Nothing,
}

/// What may stand between the name and the number.
pub(super) static BEFORE_NUMBER: [(Says, Words); 12] = [
    (
        Says::Compares(Comparator::AtLeast),
        Words::new(
            "不低于 不少于 不小于 不得低于 不得少于 至少 最少 超过 突破 高于 大于 多于 超 ≥ ＞ > 达到或超过 \
    优于 不劣于",
        ),
    ),
    (
        Says::Compares(Comparator::AtMost),
        Words::new(
            "不超过 不高于 不大于 不多于 不得超过 不得高于 不突破 低于 少于 小于 最多 至多 ≤ ＜ <",
        ),
    ),
    (
        Says::Compares(Comparator::About),
        Words::new("接近 约 大约 近 约为 将近"),
    ),
    (
        Says::Level,
        Words::new(
            "达到 达 达成 提高到 提高至 提升到 提升至 增加到 增加至 增长到 增长至 扩大到 扩大至 扩展到 上升到 \
    上升至 发展到 延长到 延长至 保持在 保持 稳定在 维持在 恢复到 恢复至 为 完成 实现 拓展到 拓展至 \
    壮大到 增至 升至 提至 到达 占到 满足 执行 符合",
        ),
    ),
    (
        Says::Bound,
        Words::new(
            "控制在 控制到 降低到 降低至 降到 降至 下降到 下降至 减少到 减少至 减至 压缩到 压缩至 压减到 压减至 \
    缩短到 缩短至 缩小到 缩小至 控制 限制在 精简到 精简至",
        ),
    ),
    (
        Says::Changes(Measure::Increase),
        Words::new("增长 提高 增加 提升 上升 递增 新增 净增 增 翻 增幅 扩大 增速达到 增速"),
    ),
    (
        Says::Changes(Measure::Decrease),
        Words::new("降低 减少 下降 削减 压减 缩短 压缩 缩小 降 减排 下调 降幅 减 精简 消减"),
    ),
    (Says::Each, Words::new("均 都 各")),
    (Says::Respectively, Words::new("分别")),
    (Says::Yearly, Words::new("年均 年平均 每年平均")),
    (Says::Aspires, Words::new("力争 争取 力求 争取到 力争使")),
    (
        Says::Nothing,
        Words::new(
            "累计 每年 再 要 将 应 须 必须 基本 确保 总共 共 每人每年 每人每月 每人每天 每月 人均每月 全部 普遍 进一步 \
    总体 力争实现 以 按 合计 同比 有 逐步 稳步 计划 预计 已 按可比价 按可比价格 有望 努力 人均每年",
        ),
    ),
];

/// What looks like one of [`BEFORE_NUMBER`] at the end of a name but belongs to it.
pub(super) static NAME_ENDS: Words = Words::new(
    "人均 户均 地均 亩均 平均 校均 床均 发达 直达 通达 标准 行为 作为 认为 成为 所在 存在 潜在 现在 \
    综合 成效 远近 附近 周边 青年 少年 老年 中年 学年 全年 当年 上年 首都 成都 重要 主要 需要 纲要 \
    大致 自有 国有 所有 现有 拥有 享有 持有 具有 占有 公共 中共 规划计划 功能 性能 产能 节能 智能 \
    储能 必需 刚需 对比 占比 节约 集约 预约 签约 履约 供应 效应 响应 反应",
);

/// What a quantity may carry behind its unit.
pub(super) static AFTER_NUMBER: [(Comparator, Words); 3] = [
    (Comparator::AtLeast, Words::new("以上 及以上 或以上 之上")),
    (Comparator::AtMost, Words::new("以内 以下 之内 及以下 之下")),
    (Comparator::About, Words::new("左右 上下")),
];

/// Verbs of making: what they make is the subject, without the verb.
pub(super) static MAKING: Words = Words::new(
    "新建 建设 建成 建立 建造 开发 开发建设 开工建设 启动建设 规划建设 投资建设 创建 形成 打造 培育 \
    培养 组建 设立 扶持 引进 引育 布局 推出 发展 新增 增设 增加 开工 设置 配备 配置 购置 举办 开展 \
    实施 启动 支持 选派 选拔 培训 招收 上线 发放 组织 争取 筹集 安排 投资 投入 认定 评选 开通 制定 \
    制修订 修订 编制 建 谋划 储备 推广 孵化 招引 招聘 集聚 吸引 完成 落实 推进 选树 遴选 构建 \
    新引进 新培育 新认定 新设 开放 开放共享 入库 造林 种植 投放 铺设 敷设 架设 安装 加装 储建 竣工 \
    投产 出版 创作 申报 资助 救助 帮扶 扶助 转移 转化 聘用 派遣 汇聚 授牌 命名 挂牌 抓好 办好 办成 \
    建好 建优 做大 做强 延伸 供应 筹建 提供 解决 开设 设 签约 实现 重点建设 增添 新组建 布设 试点 \
    规划 推动 加快 创办 派出 征集 获批 培植 打通 新改建 新开工 减免",
);

/// Verbs of treatment: what they treat is named with them (山洪沟治理).
pub(super) static TREATING: Words = Words::new(
    "治理 整治 改造 改造提升 提升改造 改造建设 建设改造 修复 恢复 拆除 淘汰 关闭 关停 清理 加固 维修 \
    维修改造 更新 更新改造 改建 扩建 改扩建 新改扩建 新建改造 取缔 复绿 除险加固 提升 修缮 整理 复垦 \
    退耕还林 绿化 疏浚 整改 搬迁 关停淘汰 淘汰关停 化解 压减 削减 退出 升级 扩大 养护 减少 降低 硬化 \
    亮化 综合整治 综合治理 取消 下放",
);

/// Words that open a duty and say nothing about its object.
pub(super) static OPENING: Words = Words::new(
    "继续 加快 着力 积极 大力 抓紧 努力 计划 力争 争取 每年 全年 再 确保 保证 认真 深入 加强 有序 \
    稳步 扎实 同步 累计 要 将 并 和 以及 及 并且 同时 其中 启动 实施 开展 推进 支持 依托 抓好 \
    做好 落实 至少 逐步 分批 共 年内 今年 组织实施 进一步 因地制宜 在 以 使 把 将 加大 高标准 \
    高质量 完成好 另外 、 与 或 也 力争在 争取在 规划 通过 推动 加强对 鼓励 引导 指导 围绕 面向 \
    总计 还 已 拟 率先 尽快",
);

/// Adverbs that are openers only before a verb: 重点支持, but 重点项目.
pub(super) static ADVERBS: Words = Words::new("重点 全面 基本 集中 优先 统筹 对");

/// Openers of a name-first clause that do not belong to the name.
pub(super) static NAME_OPENS: Words = Words::new(
    "其中 并且 并 且 同时 使 确保 保证 力争 争取 努力 力求 力争使 确保使 实现 完成 确保完成 推动 \
    推进 促进 带动 以及 及 和 与 、 到 进一步 逐步 不断 稳步 努力使 争取使 要 将 保持 达到 累计 \
    而 让 促使 保障 严格控制 每年 按 另 加快 继续 按照 基本实现 基本完成 基本达到",
);

/// Nouns of action that turn a count of things into work done on them.
pub(super) static ACTIONS: Words = Words::new(
    "除险加固 节水改造 综合整治 综合治理 退耕还林 治理 整治 改造 加固 修复 试点 保护 防洪 搬迁 拆除 \
    补查 普查 排查 开发 创建 建设 提升 监测 整理 达标 升级 更新 示范 维修 扩建 培训",
);

/// Ends of a noun of action or thing that add nothing to the subject.
pub(super) static IDLE_ENDS: Words = Words::new("工程 建设规划 规划 计划 行动 任务 工作");

/// Abstract nouns that are counted without meaning a quantity: 三个层面, 两个方面.
pub(super) static ABSTRACT: Words = Words::new(
    "层面 方面 环节 领域 阶段 步骤 原则 关系 观念 层次 层级 维度 确保 坚持 统一 结合 转变 加强 必须 \
    不得 清单 办法 意见 部分 文明 一律 同步 基本 代表 意识 大局",
);

/// Nouns that 大 counts as places or bodies to be made: 四大基地. Names (五大理念) are none.
pub(super) static GREAT: Words = Words::new(
    "基地 集群 园区 中心 平台 产业带 经济带 枢纽 片区 示范区 试验区 集聚区 功能区 产业园 主导产业 \
    支柱产业 市场 物流园 板块 新区 港 通道 企业集团 开发区 产业链",
);

/// Verbs that make what 大 counts.
pub(super) static MAKES_GREAT: Words = Words::new("建设 打造 形成 培育 构建 建成 发展");

/// A table of words in one line of text, found by their first or last character.
#[derive(Debug)]
pub(super) struct Words {
    list: &'static str,
    index: OnceLock<Index>,
    /// Finds any of the words in one pass; `None` when it could not be built.
    finder: OnceLock<Option<AhoCorasick>>,
}

/// Words by a character, the longest first; the characters are in order.
type ByCharacter = Vec<(char, Vec<&'static str>)>;

#[derive(Debug)]
struct Index {
    by_first: ByCharacter,
    by_last: ByCharacter,
}

impl Words {
    /// The words of `list`, which are set apart by spaces.
    pub(super) const fn new(list: &'static str) -> Self {
        Self {
            list,
            index: OnceLock::new(),
            finder: OnceLock::new(),
        }
    }

    /// The words in order.
    pub(super) fn each(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.list.split_ascii_whitespace()
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| Index {
            by_first: by_character(self.each(), |word| word.chars().next()),
            by_last: by_character(self.each(), |word| word.chars().next_back()),
        })
    }

    /// The longest word that begins `text`.
    pub(super) fn beginning(&self, text: &str) -> Option<&'static str> {
        candidates(&self.index().by_first, text.chars().next()?).find(|word| text.starts_with(word))
    }

    /// The longest word that ends `text`.
    pub(super) fn ending(&self, text: &str) -> Option<&'static str> {
        candidates(&self.index().by_last, text.chars().next_back()?)
            .find(|word| text.ends_with(word))
    }

    /// The longest word that stands anywhere in `text`.
    pub(super) fn inside(&self, text: &str) -> Option<&'static str> {
        // Of the kinds of matches this one has the fastest search.
        let finder = || {
            let mut finder = AhoCorasick::builder();
            finder.match_kind(MatchKind::LeftmostFirst);
            finder.build(self.each()).ok()
        };
        // Few texts hold one of the words.
        let finder = self.finder.get_or_init(finder).as_ref();
        if finder.is_some_and(|finder| !finder.is_match(text)) {
            return None;
        }
        self.each()
            .filter(|word| text.contains(word))
            .max_by_key(|word| word.len())
    }

    /// Whether a word is the whole of `text`.
    pub(super) fn hold(&self, text: &str) -> bool {
        self.beginning(text).is_some_and(|word| word == text)
    }
}

fn by_character(
    words: impl Iterator<Item = &'static str>,
    character: impl Fn(&str) -> Option<char>,
) -> ByCharacter {
    let mut found: BTreeMap<char, Vec<&'static str>> = BTreeMap::new();
    for word in words {
        if let Some(character) = character(word) {
            found.entry(character).or_default().push(word);
        }
    }
    for words in found.values_mut() {
        words.sort_by_key(|word| Reverse(word.len()));
    }
    found.into_iter().collect()
}

fn candidates(index: &ByCharacter, character: char) -> impl Iterator<Item = &'static str> {
    let found = index
        .binary_search_by_key(&character, |&(character, _)| character)
        .ok()
        .and_then(|at| index.get(at));
    found.into_iter().flat_map(|(_, words)| words).copied()
}

/// The row of a table in which `find` finds the longest word.
pub(super) fn longest<T: Copy>(
    table: &[(T, Words)],
    find: impl Fn(&Words) -> Option<&'static str>,
) -> Option<(T, &'static str)> {
    table
        .iter()
        .filter_map(|(says, words)| Some((*says, find(words)?)))
        .max_by_key(|(_, word)| word.len())
}
