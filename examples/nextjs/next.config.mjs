/** One folder with a server.js and only the modules that it needs: what clumon is given. */
export default {output: 'standalone'};
