/** Every word is said: those of the page by any view, those of a view by itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { WORDS as COMPARE } from '../views/compare/words';
import { WORDS as DATA } from '../views/data/words';
import { WORDS as FINDINGS } from '../views/findings/words';
import { WORDS as PROGRESS } from '../views/progress/words';
import { WORDS as REVIEW } from '../views/review/words';
import { zh } from './zh';

const SOURCES = join(import.meta.dirname, '..');

/** What is written in a folder but tests, below `src/`. */
function written(folder: string): string {
  return readdirSync(join(SOURCES, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?<!\.test)\.tsx?$/.test(name))
    .map((name) => readFileSync(join(SOURCES, folder, name), 'utf8'))
    .join('\n');
}

test.each([
  ['', 'words', zh],
  ['views/compare', 'own', COMPARE.zh],
  ['views/data', 'own', DATA.zh],
  ['views/findings', 'own', FINDINGS.zh],
  ['views/progress', 'own', PROGRESS.zh],
  ['views/review', 'own', REVIEW.zh],
])('no word of src/%s is there for nothing', (folder, name, words) => {
  const sources = written(folder);
  const unused = Object.keys(words).filter((key) => !new RegExp(`\\b${name}\\.${key}\\b`).test(sources));
  expect(unused).toEqual([]);
});

test('every view with words of its own is looked through', () => {
  const files = readdirSync(join(SOURCES, 'views'), { recursive: true, encoding: 'utf8' });
  expect(files.filter((name) => name.endsWith('words.ts'))).toHaveLength(5);
});
