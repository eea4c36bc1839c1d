import {startClumon} from './clumon.mjs';
import {startPlain} from './plain.mjs';
import {startPm2} from './pm2.mjs';

/** What is measured side by side, by the name that its rows have. */
export const supervisors = {clumon: startClumon, pm2: startPm2, plain: startPlain};
