// Made anew for each request, so that it shows which worker answers.
export const dynamic = 'force-dynamic';

export default function Page() {
	return <p>hello from worker {process.pid}</p>;
}
