import type { ReactNode } from "react";

/** `wide`: text that would become a thin column on a phone; the table scrolls instead. */
type Column = { title: string; numeric?: boolean; wide?: boolean };
type Props = { label: string; columns: Column[]; rows: ReactNode[][]; totals?: ReactNode[] };

const cell = (column: Column | undefined) => ({
  textAlign: column?.numeric === true ? ("right" as const) : ("left" as const),
  padding: "var(--p-space-200)",
  borderTop: "1px solid var(--p-color-border-secondary)",
  verticalAlign: "top" as const,
  minWidth: column?.wide === true ? "10rem" : column?.numeric === true ? undefined : "5rem",
  ...(column?.numeric === true ? { whiteSpace: "nowrap" as const, fontVariantNumeric: "tabular-nums" as const } : {}),
});

/** As the headings of Polaris' own tables. */
const heading = {
  borderTop: "none",
  color: "var(--p-color-text-secondary)",
  fontSize: "var(--p-font-size-300)",
  fontWeight: "var(--p-font-weight-medium)",
};

/** A table to read. Where it is wider than the screen it scrolls by keyboard too, which Polaris' own does not. */
export function PlainTable({ label, columns, rows, totals }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section aria-label={label} tabIndex={0} style={{ overflowX: "auto" }}>
      <table style={{ width: "100%", borderCollapse: "collapse" }}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.title} scope="col" style={{ ...cell(column), ...heading }}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <Row key={index} cells={row} columns={columns} />
          ))}
          {totals === undefined ? null : <Row cells={totals} columns={columns} bold />}
        </tbody>
      </table>
    </section>
  );
}

function Row({ cells, columns, bold = false }: { cells: ReactNode[]; columns: Column[]; bold?: boolean }) {
  return (
    <tr style={bold ? { fontWeight: 650 } : {}}>
      {cells.map((content, index) => (
        <td key={index} style={cell(columns[index])}>
          {content}
        </td>
      ))}
    </tr>
  );
}
