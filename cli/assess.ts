import { plainOf, wordsOf } from '../static/locales';
import { argumentsOf, asksForHelp } from './arguments';
import { assess } from './assess-site';
import { dataOf } from './assessment';
import { exitCodeOf } from './exit-code';
import { refuseOptionsKeptByNpm } from './npm-options';
import { messageOf, oneLine, Problem } from './problem';
import { incompleteEntryLine, progressLine, tableOf } from './table';
import { terminalJson, terminalText } from './terminal-text';

const words = wordsOf('en');

/** The only way to stderr: messages name files, options, and what a site answered. */
const note = (message: string): void => {
  process.stderr.write(`${terminalText(message)}\n`);
};

async function main(): Promise<number> {
  const typed = process.argv.slice(2);
  if (asksForHelp(typed)) {
    const lines = words.list('terminal.help').map(parts => plainOf(parts, words.locale));
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  }
  refuseOptionsKeptByNpm(typed, process.env);
  const given = argumentsOf(typed);
  const assessment = await assess(given, process.env, (source, reading) =>
    note(progressLine(words, source, reading)),
  );
  for (const entry of assessment.incomplete) note(incompleteEntryLine(words, entry));
  const output = given.json ? terminalJson(dataOf(assessment, words)) : tableOf(words, assessment);
  process.stdout.write(`${output}\n`);
  return exitCodeOf(assessment.judged);
}

main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    note(
      error instanceof Problem
        ? messageOf(words, error)
        : words.plain('terminal.problems.failed', { reason: oneLine(error) }),
    );
    process.exitCode = 2;
  },
);
