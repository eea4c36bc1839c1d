import diagnose = require('./diagnose.cjs');
import drain = require('./drain.cjs');
import output = require('./output.cjs');
import pulse = require('./pulse.cjs');
import requests = require('./requests.cjs');

/** All that the preload does in a worker of clumon's. */
function startProbe(): void {
	output.makeLossless();
	const underWay = requests.followRequests();
	drain.drainOnRequest(underWay);
	pulse.startPulse(underWay);
	diagnose.diagnoseOnRequest();
}

export = {startProbe};
