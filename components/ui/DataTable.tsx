import type { ReactNode } from "react";

export type Column<Row> = {
  id: string;
  label: string;
  /** The first column is the row's header unless another says so. */
  header?: boolean;
  align?: "start" | "end";
  cell: (row: Row) => ReactNode;
};

type Props<Row> = {
  caption: ReactNode;
  hideCaption?: boolean;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => string;
  /** Label and value pairs on a narrow screen; without it a wide table scrolls in its own box. */
  stack?: boolean;
};

/** Rows of plain values: the twin of every chart, and every list that compares. */
export function DataTable<Row>({ caption, hideCaption = false, columns, rows, rowId, stack = true }: Props<Row>) {
  const named = columns.some((column) => column.header);
  const isHeader = (column: Column<Row>, at: number) => (named ? column.header : at === 0);
  return (
    <div className={stack ? undefined : "scroll-x"}>
      <table className={stack ? "tbl stack" : "tbl"}>
        <caption className={hideCaption ? "sr" : undefined}>{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.id} scope="col" className={column.align === "end" ? "r" : undefined}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowId(row)}>
              {columns.map((column, at) =>
                isHeader(column, at) ? (
                  <th key={column.id} scope="row">
                    {column.cell(row)}
                  </th>
                ) : (
                  <td key={column.id} data-label={column.label} className={column.align === "end" ? "r" : undefined}>
                    {column.cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
