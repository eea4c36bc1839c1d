import process from 'node:process';
import type {OutputSources} from './output-sources.js';
import {screenThreadFile} from './own-files.js';
import {ScreenHost} from './ui/thread/screen-host.js';

/** Opens the screen on a cluster that runs in this process. */
export function openScreen({start, view, store, recorder, operator}: OutputSources): ScreenHost {
	const say = (text: string) => recorder.event({text});
	// Node prints its warnings over whatever the terminal shows.
	process.removeAllListeners('warning');
	process.on('warning', ({name, message}) => say(`clumon: ${name}: ${message}`));
	return new ScreenHost({
		view,
		log: {blocksFrom: seq => store.blocksFrom(seq), subscribe: onChange => recorder.onBlock(onChange)},
		operator,
		options: start.screen,
		lines: start.lines,
		entry: screenThreadFile,
		onNotice: say,
	});
}
