// A page that has everything inside: it can be kept, sent along, and opened where there is no server.
import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';

const hashOf = (text) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
/** A script that holds the letters of its own end, or of a comment, would end there. */
const asInline = (code) => code.replaceAll('</script', '<\\/script').replaceAll('<!--', '<\\!--');

const script = /<script type="module"[^>]* src="([^"]+)"><\/script>/g;
const style = /<link rel="stylesheet"[^>]* href="([^"]+)">/g;
const icon = /<link rel="icon"[^>]* href="([^"]+)"[^>]*>/g;

const each = async (page, pattern, put) => {
  let made = page;
  for (const [found, path] of page.matchAll(pattern)) {
    const stands = await put(path);
    // As a function: a dollar in a script is a dollar.
    made = made.replace(found, () => stands);
  }
  return made;
};

/** `build` writes the page's parts into a folder; what they are is put in their places, and a policy allows exactly that. */
export const oneFile = async ({ folder, page, build }) => {
  await build(folder);
  const allowed = { script: [], style: [] };
  const inline = (kind, tag, change) => async (path) => {
    const text = change(await readFile(join(folder, path), 'utf8'));
    allowed[kind].push(hashOf(text));
    return `<${tag}>${text}</${tag.split(' ')[0]}>`;
  };
  let html = await readFile(join(folder, page), 'utf8');
  // A module that stands in the page itself is run when the page is read, as the one that was asked for.
  html = await each(html, script, inline('script', 'script type="module"', asInline));
  html = await each(html, style, inline('style', 'style', (text) => text));
  html = html.replace(icon, '');
  await rm(folder, { recursive: true });
  const policy = [
    `default-src 'none'`,
    `script-src ${allowed.script.join(' ')}`,
    `style-src ${allowed.style.join(' ')}`,
    `base-uri 'none'`,
    `form-action 'none'`,
  ].join('; ');
  return html.replace('<meta charset="utf-8" />', () => `<meta charset="utf-8" />\n    <meta http-equiv="Content-Security-Policy" content="${policy}" />`);
};
