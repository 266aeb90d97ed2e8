/** The one HTML page of the shell; whatever its path, the script decides what is shown. */
export function shellPage(): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Jira</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/assets/main.css">
</head>
<body>
<div id="shell"></div>
<script type="module" src="/assets/main.js"></script>
</body>
</html>`;
}

/** The page of an app's module: the bridge comes before the app, which looks for it as soon as it loads. */
export function framePage(title: string): string {
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<title>${escaped(title)}</title>
<script src="/frame/bridge.js" crossorigin></script>
</head>
<body>
<script src="main.js" crossorigin></script>
</body>
</html>`;
}

/** The script of a page that could not be bundled: it fails with the reason, which the shell then shows. */
export function failingScript(error: unknown): string {
  const reason = error instanceof Error ? error.message : String(error);
  return `throw new Error(${JSON.stringify(`The page could not be bundled: ${reason}`)});`;
}

/** What a frame may do: run its own scripts and read its own files. Everything else goes over the bridge. */
export function frameHeaders(origin: string): Record<string, string> {
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      `script-src ${origin}/frame/`,
      `connect-src ${origin}/frame/`,
      "style-src 'unsafe-inline'",
      `frame-ancestors ${origin}`,
    ].join('; '),
    // The frame's origin is opaque, so even its own files are another origin's.
    'Access-Control-Allow-Origin': '*',
    'Cache-Control': 'no-store',
  };
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, character => `&#${character.charCodeAt(0)};`);
}
