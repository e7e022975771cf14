/** Tasks by place as bars. ECharts draws on a canvas; the table beside it holds the same for who cannot see it. */
import { BarChart } from 'echarts/charts';
import { GridComponent, LegendComponent, TooltipComponent } from 'echarts/components';
import { init, use } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useWords } from '../../i18n';
import { useTheme } from '../../lib/theme';

use([BarChart, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

interface Row {
  code: string;
  name: string;
  assigned: number;
  named: number;
}

interface CityChartProps {
  rows: readonly Row[];
  label: string;
  onOpen: (code: string) => void;
}

const ROW_HEIGHT = 30;

export default function CityChart({ rows, label: spoken, onOpen }: CityChartProps) {
  const words = useWords();
  const theme = useTheme();
  const element = useRef<HTMLDivElement>(null);
  const open = useRef(onOpen);
  open.current = onOpen;
  useEffect(() => {
    if (!element.current) {
      return;
    }
    const style = getComputedStyle(document.documentElement);
    const color = (name: string) => style.getPropertyValue(name).trim();
    const chart = init(element.current);
    const text = { color: theme === 'dark' ? '#d7dbe0' : '#2b2f36', fontSize: 13 };
    const line = { lineStyle: { color: theme === 'dark' ? '#33383f' : '#e3e1dc' } };
    const label = { show: true, position: 'right', ...text, fontSize: 11 } as const;
    chart.setOption({
      animation: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
      color: [color('--lead'), color('--accent')],
      grid: { left: 8, right: 24, top: 36, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0, textStyle: text },
      // An HTML tooltip would bring style attributes, which the policy of the page forbids.
      tooltip: { trigger: 'axis', renderMode: 'richText', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value', minInterval: 1, axisLabel: text, splitLine: line },
      yAxis: {
        type: 'category',
        inverse: true,
        data: rows.map(({ name }) => name),
        axisLabel: text,
        axisTick: { show: false },
        axisLine: line,
        triggerEvent: true,
      },
      series: [
        {
          name: words.assigned,
          type: 'bar',
          data: rows.map(({ assigned }) => assigned),
          barGap: '10%',
          label,
        },
        { name: words.named, type: 'bar', data: rows.map(({ named }) => named), label },
      ],
    });
    chart.on('click', (event) => {
      const row = rows.find(
        ({ name }) => name === (event.componentType === 'yAxis' ? event.value : event.name),
      );
      if (row) {
        open.current(row.code);
      }
    });
    const observer = new ResizeObserver(() => chart.resize());
    observer.observe(element.current);
    return () => {
      observer.disconnect();
      chart.dispose();
    };
  }, [rows, theme, words]);
  return (
    <div
      ref={element}
      className="chart"
      role="img"
      aria-label={spoken}
      style={{ height: 60 + rows.length * ROW_HEIGHT }}
    />
  );
}
