import { expect, test } from 'vitest';
import type { ListedTask } from '../../components/task-list';
import { inChapters, matchCount, matching } from './outline';

function task(
  number: number,
  chapter: number,
  section: number | null,
  text: string,
  lead?: string,
): ListedTask {
  return {
    id: `t${number}`,
    number,
    label: null,
    text,
    headings: [],
    plan: { id: 'p', title: '方案' },
    chapter: { id: `c${chapter}`, number: chapter, title: `第${chapter}` },
    section: section === null ? null : { id: `s${section}`, number: section, title: `节${section}` },
    span: { line: number },
    assignments: lead ? [{ role: 'LEAD', basis: 'STATED', unit: { id: lead, name: `省${lead}厅` } }] : [],
    deadlines: number === 1 ? [{ text: '3月底前', date: '2012-03-31' }] : [],
    indicators: number === 2 ? [{ id: 'i' }] : [],
  };
}

const tasks = [task(1, 1, null, '农业'), task(2, 1, 1, '林业农业', 'a'), task(3, 2, 1, '工业', 'b')];
const all = { needle: '', lead: null, hasTargets: false, hasDeadline: false };

test.each([
  [{}, [1, 2, 3]],
  [{ needle: '农业' }, [1, 2]],
  [{ needle: '省b' }, [3]],
  [{ lead: 'a' }, [2]],
  [{ lead: 'none' }, [1]],
  [{ hasTargets: true }, [2]],
  [{ hasDeadline: true, needle: '工' }, []],
])('%j', (only, expected) => {
  expect(matching(tasks, { ...all, ...only }).map(({ number }) => number)).toEqual(expected);
});

test('matches are counted in every text of a task', () => {
  expect(matchCount(tasks, '农业')).toBe(2);
  expect(matchCount(tasks, '第1')).toBe(2);
});

test('chapters hold their sections in order and leave out what has no task', () => {
  const chapters = [1, 2, 3].map((number) => ({ id: `c${number}`, number, title: `第${number}` }));
  const found = inChapters(chapters, tasks);
  expect(found.map(({ id, count }) => [id, count])).toEqual([
    ['c1', 2],
    ['c2', 1],
  ]);
  expect(found[0]?.parts.map(({ section, tasks: own }) => [section?.id ?? null, own.length])).toEqual([
    [null, 1],
    ['s1', 1],
  ]);
});
