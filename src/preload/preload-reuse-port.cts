/** The preload of `--scheduling reuseport`: the usual one, and workers that listen by themselves. */
import reusePort = require('./reuse-port.cjs');

reusePort.shareByPort();

require('./preload.cjs');
