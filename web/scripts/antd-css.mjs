// Writes src/styles/antd.css: the static styles of the antd components that the page uses, light, and what differs in the dark.
// The policy of the page (`style-src 'self'`) lets no script write a style element, so antd makes none at run time.
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const React = require('react');
const antd = require('antd');
const { extractStyle } = require('@ant-design/static-style-extract');
const { colors } = JSON.parse(
  require('node:fs').readFileSync(new URL('../src/styles/theme.json', import.meta.url)),
);

const COMPONENTS = [
  'Alert',
  'Button',
  'Checkbox',
  'Dropdown',
  'Empty',
  'Input',
  'InputNumber',
  'Pagination',
  'Segmented',
  'Select',
  'Skeleton',
  'Slider',
  'Spin',
  'Switch',
  'Table',
  'Tag',
  'Tooltip',
];

function styles(algorithm, token) {
  const theme = { algorithm, token, hashed: false, cssVar: { key: 'app' } };
  return extractStyle({
    includes: COMPONENTS,
    customTheme: (node) => React.createElement(antd.ConfigProvider, { theme }, node),
  });
}

/** The rules outside at-rules, and the number of all rules. */
function rules(css) {
  const found = [];
  let depth = 0;
  let from = 0;
  let selector = '';
  for (let at = 0; at < css.length; at += 1) {
    if (css[at] === '{') {
      depth += 1;
      if (depth === 1) {
        selector = css.slice(from, at).trim();
        from = at + 1;
      }
    } else if (css[at] === '}') {
      depth -= 1;
      if (depth === 0) {
        found.push({ selector, body: css.slice(from, at) });
        from = at + 1;
      }
    }
  }
  return found;
}

const light = styles(antd.theme.defaultAlgorithm, colors.light);
const dark = styles(antd.theme.darkAlgorithm, colors.dark);
const before = rules(light);
const after = rules(dark);
if (before.length !== after.length) {
  throw new Error(`the two themes have ${before.length} and ${after.length} rules: they cannot be compared`);
}
const differing = after.filter((rule, index) => {
  const other = before[index];
  if (other.selector !== rule.selector) {
    throw new Error(`the two themes differ in a selector: ${other.selector} and ${rule.selector}`);
  }
  return other.body !== rule.body;
});
const darkRules = differing.map(({ selector, body }) => {
  if (selector.startsWith('@')) {
    throw new Error(`the two themes differ within ${selector}`);
  }
  const scoped = selector.split(',').map((part) => `[data-theme='dark'] ${part.trim()}`);
  return `${scoped.join(',')}{${body}}`;
});
// Paper is white whatever the screen is.
writeFileSync(
  new URL('../src/styles/antd.css', import.meta.url),
  `${light}\n@media screen{${darkRules.join('\n')}}\n`,
);
