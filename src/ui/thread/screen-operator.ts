import type {Operator, OperatorReply, OperatorRequest} from '../../model/operator.js';

/** An operator on the other side of a port: each request gets a number, and the reply with that number settles it. */
export class ScreenOperator {
	readonly request: Operator = request =>
		new Promise(resolve => {
			this.#lastId += 1;
			this.#waiting.set(this.#lastId, resolve);
			this.#post(this.#lastId, request);
		});
	#post: (id: number, request: OperatorRequest) => void;
	#waiting = new Map<number, (reply: OperatorReply) => void>();
	#lastId = 0;

	constructor(post: (id: number, request: OperatorRequest) => void) {
		this.#post = post;
	}

	settle(id: number, reply: OperatorReply): void {
		this.#waiting.get(id)?.(reply);
		this.#waiting.delete(id);
	}
}
