/** The terminal's size in cells. */
export type ScreenSize = {readonly columns: number; readonly rows: number};
