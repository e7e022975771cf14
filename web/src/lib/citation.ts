/** References as GB/T 7714 writes them. */

export interface Cited {
  issuer: string | null;
  title: string;
  documentNumber: string | null;
  /** An RFC 3339 date. */
  issuedOn: string | null;
  /** Line of the source, from 1. */
  line: number;
  address: string;
  /** The day of the visit, as an RFC 3339 date. */
  citedOn: string;
}

/** 主要责任者. 题名: 文号[EB/OL]. 行(发布日期)[引用日期]. 获取和访问路径. */
export function citation(cited: Cited): string {
  const author = cited.issuer ? `${cited.issuer}. ` : '';
  const number = cited.documentNumber ? `: ${cited.documentNumber}` : '';
  const published = cited.issuedOn ? `(${cited.issuedOn})` : '';
  return `${author}${cited.title}${number}[EB/OL]. 第${cited.line}行${published}[${cited.citedOn}]. ${cited.address}.`;
}

/** The day here, not in Greenwich. */
export function today(now: Date = new Date()): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;
}
