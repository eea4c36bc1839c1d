// Made anew for each request, so that it shows which worker answers.
export const dynamic = 'force-dynamic';

export default function Page() {
	return <p>worker {process.pid}</p>;
}
