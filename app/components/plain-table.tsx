import type { ReactNode } from "react";

/** `wide`: sentences; where a row is folded they take its whole width. */
type Column = { title: string; numeric?: boolean; wide?: boolean };
type Props = { label: string; columns: Column[]; rows: ReactNode[][]; totals?: ReactNode[] };

/** More columns than a phone has room for. */
const mostBeside = 3;

const kindOf = ({ numeric, wide }: Column): string => (numeric === true ? "numeric" : wide === true ? "wide" : "");

/**
 * A table to read. It never scrolls sideways: on a narrow screen, rows of many columns fold, each cell below its heading
 * (see merchant.css).
 */
export function PlainTable({ label, columns, rows, totals }: Props) {
  return (
    <table aria-label={label} className={`plain-table ${columns.length > mostBeside ? "folds" : ""}`}>
      <thead>
        <tr>
          {columns.map((column) => (
            <th key={column.title} scope="col" className={kindOf(column)}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          <Row key={index} cells={row} columns={columns} />
        ))}
        {totals === undefined ? null : <Row cells={totals} columns={columns} className="totals" />}
      </tbody>
    </table>
  );
}

function Row({ cells, columns, className = "" }: { cells: ReactNode[]; columns: Column[]; className?: string }) {
  return (
    <tr className={className}>
      {columns.map((column, index) => (
        <td key={column.title} className={kindOf(column)} data-title={column.title}>
          {cells[index]}
        </td>
      ))}
    </tr>
  );
}
