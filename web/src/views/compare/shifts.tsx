import { Checkbox, Table } from 'antd';
import { Link } from 'react-router';
import { Nothing } from '../../components/states';
import { useOwnWords } from '../../i18n';
import { useAddress } from '../../lib/address';
import { to } from '../../routes';
import type { Overview } from './choice';
import { WORDS } from './words';

type Shift = Overview['unitShifts'][number];

/** Rows of a page of the table. */
const PAGE = 50;

function isShifted(shift: Shift): boolean {
  return shift.baseTasks !== shift.targetTasks || shift.baseLeads !== shift.targetLeads;
}

/** How the work of each unit has shifted, the greatest shifts first. */
export function Shifts({ overview }: { overview: Overview }) {
  const own = useOwnWords(WORDS);
  const { get, patch } = useAddress();
  const onlyShifted = get('shifted') !== 'no';
  const rows = onlyShifted ? overview.unitShifts.filter(isShifted) : overview.unitShifts;
  const most = Math.max(1, ...rows.map(({ baseTasks, targetTasks }) => Math.abs(targetTasks - baseTasks)));
  const column = (title: string, value: (shift: Shift) => number) => ({
    title,
    align: 'right' as const,
    sorter: (a: Shift, b: Shift) => value(a) - value(b),
    render: (_value: unknown, shift: Shift) => value(shift),
  });
  return (
    <>
      <p className="shift-tools">
        <Checkbox
          checked={onlyShifted}
          onChange={(event) => patch({ shifted: event.target.checked ? null : 'no' }, { replace: true })}
        >
          {own.onlyShifted}
        </Checkbox>
      </p>
      {rows.length === 0 ? (
        <Nothing title={own.noUnits} />
      ) : (
        <Table
          size="middle"
          rowKey={({ unit }) => unit.id}
          dataSource={[...rows]}
          pagination={{ pageSize: PAGE, hideOnSinglePage: true, showSizeChanger: false }}
          scroll={{ x: 'max-content' }}
          columns={[
            {
              title: own.unit,
              sorter: (a, b) => a.unit.name.localeCompare(b.unit.name, 'zh-CN'),
              render: (_value, { unit, targetTasks }) => (
                <Link to={to.unit(unit.id, targetTasks > 0 ? overview.target.id : overview.base.id)}>
                  {unit.name}
                </Link>
              ),
            },
            column(own.ledIn.base, ({ baseLeads }) => baseLeads),
            column(own.ledIn.target, ({ targetLeads }) => targetLeads),
            column(own.sharedIn.base, ({ baseTasks }) => baseTasks),
            column(own.sharedIn.target, ({ targetTasks }) => targetTasks),
            {
              title: own.shift,
              sorter: (a, b) => a.targetTasks - a.baseTasks - (b.targetTasks - b.baseTasks),
              render: (_value, { baseTasks, targetTasks }) => (
                <ShiftBar by={targetTasks - baseTasks} most={most} />
              ),
            },
          ]}
        />
      )}
    </>
  );
}

/** Fewer to the left, more to the right of the middle. */
function ShiftBar({ by, most }: { by: number; most: number }) {
  const width = 50;
  const length = (Math.abs(by) / most) * width;
  return (
    <span className="shift">
      <svg width={2 * width} height="10" viewBox={`0 0 ${2 * width} 10`} aria-hidden="true">
        <line className="shift-middle" x1={width} y1="0" x2={width} y2="10" />
        <rect
          className={by < 0 ? 'shift-fewer' : 'shift-more'}
          x={by < 0 ? width - length : width}
          y="2"
          width={length}
          height="6"
        />
      </svg>
      {by > 0 ? `+${by}` : by < 0 ? `−${-by}` : '0'}
    </span>
  );
}
