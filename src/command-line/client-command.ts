/** What is asked of a clumon that runs elsewhere. `name`: as the user gave it; undefined: the only one that runs. */
export type ClientCommand =
	| {readonly type: 'list'; readonly json: boolean}
	| {readonly type: 'status'; readonly name: string | undefined; readonly json: boolean};
