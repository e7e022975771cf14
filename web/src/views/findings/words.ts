/** The words of the view of findings. */

interface RuleWords {
  /** What it finds. */
  title: string;
  /** Why somebody should look at it. */
  why: string;
}

const zh = {
  title: '发现',
  lead: '按写明的规则查出的、值得核对的地方。每条都有原文和可以复现它的查询。',
  rules: '规则',
  allRules: '全部规则',
  nothing: '按现有规则没有查出异常',
  nothingOfRule: '这条规则在本方案中没有查出什么',
  noPlan: '还没有载入方案',
  toData: '去添加文档',
  tasksConcerned: '所涉任务',
  unitsConcerned: '所涉单位',
  quotes: '原文',
  moreQuotes: (count: number) => `其余 ${count} 处原文`,
  reproduce: '复现查询',
  closeSource: '关闭原文',
  byRule: {
    TASK_WITHOUT_LEAD: { title: '无牵头单位的任务', why: '没有写明由谁牵头，通则也没有指定。' },
    BLOCK_WITHOUT_STATEMENT: { title: '未列责任单位的任务', why: '正文提出了任务，但没有列出任何责任单位。' },
    TARGET_WITHOUT_OWNER: {
      title: '无责任单位的指标',
      why: '指标所在的任务没有列出单位，或不在任何任务之中。',
    },
    INDICATOR_WITH_TWO_VALUES: {
      title: '同一指标数值不一',
      why: '名称、单位和年份都相同的指标，在不同地方的数值不同。',
    },
    INDICATOR_STATED_TWICE: {
      title: '同一指标见于多项任务',
      why: '同一个数值写在几项任务里，责任可能重复。',
    },
    LEADS_MUCH_SHARES_LITTLE: {
      title: '牵头多、参与少的单位',
      why: '与全方案的牵头比例相比，它牵头的任务多得不像偶然。',
    },
    SHARES_MUCH_LEADS_LITTLE: {
      title: '参与多、牵头少的单位',
      why: '与全方案的牵头比例相比，它牵头的任务少得不像偶然。',
    },
    BRIDGE: { title: '桥', why: '去掉这一条联系，单位关系网就断成两块。' },
    CUT_UNIT: { title: '割点单位', why: '去掉这个单位，单位关系网就断开。' },
    CHAPTERS_JOINED_BY_ONE_UNIT: {
      title: '仅靠一个单位相连的章',
      why: '两章只有一个共同单位，跨章协调全靠它。',
    },
    COUNT_MISMATCH: { title: '数目与所列不符', why: '原文写的数目和实际列出的不一样。' },
    REPAIRED_CHARACTER: { title: '经修复的字符', why: '原文有损坏的字符，已按唯一合理的读法读出。' },
    SUSPECT_VALUE: { title: '存疑的字符或数值', why: '原文如此，但多半有误。' },
  } as Record<string, RuleWords>,
};

const en: typeof zh = {
  title: 'Findings',
  lead: 'What stated rules found worth checking, each with its quotes and a query that reproduces it.',
  rules: 'Rules',
  allRules: 'All rules',
  nothing: 'The rules found nothing',
  nothingOfRule: 'This rule found nothing in this plan',
  noPlan: 'No plan is loaded',
  toData: 'Add a document',
  tasksConcerned: 'Tasks',
  unitsConcerned: 'Units',
  quotes: 'Quotes',
  moreQuotes: (count) => `${count} more quotes`,
  reproduce: 'The query that reproduces it',
  closeSource: 'Close the source',
  byRule: {
    TASK_WITHOUT_LEAD: {
      title: 'Tasks without a lead',
      why: 'Neither a statement nor a rule says who leads.',
    },
    BLOCK_WITHOUT_STATEMENT: {
      title: 'Tasks without any unit',
      why: 'A task is set, but nobody answers for it.',
    },
    TARGET_WITHOUT_OWNER: {
      title: 'Targets that no unit owns',
      why: 'They stand in tasks that name no unit, or outside tasks.',
    },
    INDICATOR_WITH_TWO_VALUES: {
      title: 'One indicator, different values',
      why: 'Subject, unit and year are the same, the figures are not.',
    },
    INDICATOR_STATED_TWICE: {
      title: 'One indicator in several tasks',
      why: 'The same figure stands in several tasks: responsibility may be doubled.',
    },
    LEADS_MUCH_SHARES_LITTLE: {
      title: 'Units that lead more than by chance',
      why: 'Held against the share of leads in the whole plan.',
    },
    SHARES_MUCH_LEADS_LITTLE: {
      title: 'Units that lead less than by chance',
      why: 'Held against the share of leads in the whole plan.',
    },
    BRIDGE: { title: 'Bridges', why: 'Without this tie the network of units falls apart.' },
    CUT_UNIT: { title: 'Cut units', why: 'Without this unit the network falls apart.' },
    CHAPTERS_JOINED_BY_ONE_UNIT: {
      title: 'Chapters joined by one unit',
      why: 'All that the two chapters have in common is this unit.',
    },
    COUNT_MISMATCH: { title: 'Counts that differ', why: 'The printed number is not that of what is listed.' },
    REPAIRED_CHARACTER: {
      title: 'Repaired characters',
      why: 'Damaged as published; read as what it must have been.',
    },
    SUSPECT_VALUE: { title: 'Doubtful characters or figures', why: 'Printed so, but probably wrong.' },
  },
};

export const WORDS = { zh, en };
