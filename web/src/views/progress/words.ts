/** The words of what falls due. */
const zh = {
  tab: '到期提醒',
  when: '时间',
  whens: { month: '今后 30 天', year: '今后一年', over: '已过期' },
  anyUnit: '全部单位',
  kinds: { REPORT: '进展报告', TASK: '任务时限', DUTY: '工作要求' },
  reportsOn: (year: number) => `${year} 年度进展`,
  open: (count: number) => `${count} 项`,
  left: (days: number) => (days > 0 ? `还有 ${days} 天` : days === 0 ? '今天到期' : `已过 ${-days} 天`),
  nothing: {
    month: '今后 30 天内没有到期的事项',
    year: '今后一年内没有到期的事项',
    over: '没有已过期而未完成的事项',
  },
  showOver: '看已过期的',
  choose: '点击行号，查看规定期限的原文。',
};

const en: typeof zh = {
  tab: 'What falls due',
  when: 'When',
  whens: { month: 'Next 30 days', year: 'Next year', over: 'Overdue' },
  anyUnit: 'All units',
  kinds: { REPORT: 'Reports', TASK: 'Deadline of a task', DUTY: 'Duty of all' },
  reportsOn: (year) => `Progress in ${year}`,
  open: (count) => (count === 1 ? '1 task' : `${count} tasks`),
  left: (days) => {
    const count = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`;
    return days > 0 ? `${count} left` : days === 0 ? 'due today' : `${count} ago`;
  },
  nothing: {
    month: 'Nothing falls due within 30 days',
    year: 'Nothing falls due within a year',
    over: 'Nothing is overdue',
  },
  showOver: 'Show what is overdue',
  choose: 'A line number shows the words that set the day.',
};

export const WORDS = { zh, en };
