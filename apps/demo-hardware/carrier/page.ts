const escaped = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const keyWords = (count: number) => {
  if (count === 0) return { de: 'noch kein Schlüssel', en: 'no key yet' };
  if (count === 1) return { de: 'ein Schlüssel', en: 'one key' };
  return { de: `${count} Schlüssel`, en: `${count} keys` };
};

/** The carrier's plain page, in both languages one under the other: it has no script to choose with. */
export const carrierPage = (name: string, domain: string, keys: number, consoleLink: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escaped(name)}</title>
<link rel="stylesheet" href="/style.css">
</head>
<body>
<main>
<p class="domain">${escaped(domain)}</p>
<h1>${escaped(name)}</h1>
<section>
<p class="lead">This address plays the carrier’s own web site.</p>
<p>A delivery server could claim any key to be the carrier’s. So a recipient’s phone does not ask it: it fetches the key from
the carrier’s own domain and remembers it. On this domain lies <strong>${keyWords(keys).en}</strong>,
at <a href="/.well-known/latchkey">/.well-known/latchkey</a>.</p>
<p><a class="main" href="${escaped(consoleLink)}">Open the carrier’s console</a></p>
<p class="small">The link carries a secret after the <code>#</code>, which browsers send to no server. The console makes its key in
your browser and publishes its public half here.</p>
</section>
<section lang="de">
<p class="lead">Diese Adresse spielt die eigene Website des Zustelldienstes.</p>
<p>Ein Zustellserver könnte jeden beliebigen Schlüssel als den des Zustelldienstes ausgeben. Darum fragt das Telefon der
Empfängerin nicht ihn, sondern holt den Schlüssel von der Domain des Zustelldienstes und merkt ihn sich. Hier liegt
<strong>${keyWords(keys).de}</strong>, unter <a href="/.well-known/latchkey">/.well-known/latchkey</a>.</p>
<p><a class="main" href="${escaped(consoleLink)}">Konsole des Zustelldienstes öffnen</a></p>
</section>
</main>
</body>
</html>
`;

export const carrierStyle = `:root { color-scheme: light dark; --paper: #f7f5f0; --ink: #22211d; --soft: #5c594f; --line: #d9d4c7; --main: #1f4d7a; --on: #fff; }
@media (prefers-color-scheme: dark) { :root { --paper: #191815; --ink: #edeae2; --soft: #aaa598; --line: #3a382f; --main: #8dbbe8; --on: #10202f; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 17px/1.55 system-ui, sans-serif; }
main { max-width: 640px; margin: 0 auto; padding: 64px 24px 96px; }
.domain { color: var(--soft); font: 15px ui-monospace, monospace; margin: 0; }
h1 { font-size: 44px; line-height: 1.1; letter-spacing: -0.02em; margin: 8px 0 40px; }
section + section { border-top: 1px solid var(--line); margin-top: 48px; padding-top: 40px; }
.lead { font-size: 21px; font-weight: 600; margin: 0 0 12px; }
.small { color: var(--soft); font-size: 15px; }
a { color: var(--main); }
.main { display: inline-flex; align-items: center; min-height: 48px; padding: 0 20px; border-radius: 12px; background: var(--main); color: var(--on); font-weight: 600; text-decoration: none; }
:focus-visible { outline: 3px solid var(--main); outline-offset: 3px; }
`;
