import {basename} from 'node:path';

/** Whether pm2 would take the file for a list of apps and not for an app. */
export function isEcosystemFile(file: string): boolean {
	return /^ecosystem\.[cm]?js$|\.config\.[cm]?js$|\.(json|ya?ml)$/.test(basename(file));
}
