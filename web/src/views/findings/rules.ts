/** Findings by their rule. */
import type { Finding } from './findings-view';

interface Group {
  rule: string;
  /** The server's own title, for a rule that this page does not know yet. */
  title: string;
  findings: Finding[];
}

/** In the order in which the server tells the rules. */
export function byRule(findings: readonly Finding[]): Group[] {
  const groups = new Map<string, Group>();
  for (const finding of findings) {
    const { rule, title } = finding;
    const group = groups.get(rule) ?? { rule, title, findings: [] };
    group.findings.push(finding);
    groups.set(rule, group);
  }
  return [...groups.values()];
}
