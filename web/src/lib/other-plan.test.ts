import { expect, test } from 'vitest';
import { patched } from './address';
import { toPlan } from './other-plan';

function check(address: string, from: string | null, plan: string | null, expected: string) {
  const [pathname = '', query] = address.split('?');
  const after = patched(new URLSearchParams(query), toPlan(pathname, from, plan));
  expect(`${pathname}?${after}`).toBe(expected);
}

test('what belongs to the former plan goes with it', () => {
  check('/?q=a&type=UNIT&plan=1&chapter=c&lead=u&unit=v&city=w', '1', '2', '/?q=a&type=UNIT&plan=2');
  check('/review?tab=head&char=1,2&plan=1', '1', '2', '/review?tab=head&plan=2');
  check('/progress?as=targets&indicator=i&year=2011', '1', '2', '/progress?as=targets&plan=2');
  check('/network?as=table&node=u&plan=1', '1', '2', '/network?as=table&plan=2');
  check('/matrix?by=CITY&sort=c&cell=a~c', null, '2', '/matrix?by=CITY&plan=2');
});

test('units found among all plans are looked for in the one that is chosen, chapters are of another', () => {
  check('/?q=a&lead=u&chapter=c', null, '2', '/?q=a&lead=u&plan=2');
});

test('nothing goes on the way to all plans, or when nothing is chosen', () => {
  check('/?q=a&plan=1&chapter=c', '1', null, '/?q=a&chapter=c');
  check('/?q=a&plan=1&chapter=c', '1', '1', '/?q=a&chapter=c&plan=1');
});

test('a task stays open, at its place', () => {
  check('/tasks/t?char=1,2', null, '2', '/tasks/t?char=1%2C2&plan=2');
});
