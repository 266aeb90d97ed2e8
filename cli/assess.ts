import { plainOf, wordsOf } from '../static/locales';
import { argumentsOf, asksForHelp } from './arguments';
import { assess } from './assess-site';
import { dataOf } from './assessment';
import { exitCodeOf } from './exit-code';
import { oneLine, Problem } from './problem';
import { progressLine, tableOf } from './table';

const words = wordsOf('en');

async function main(): Promise<number> {
  try {
    const typed = process.argv.slice(2);
    if (asksForHelp(typed)) {
      const lines = words.list('terminal.help').map(parts => plainOf(parts, words.locale));
      process.stdout.write(`${lines.join('\n')}\n`);
      return 0;
    }
    const given = argumentsOf(typed);
    const assessment = await assess(given, process.env, (source, reading) =>
      process.stderr.write(`${progressLine(words, source, reading)}\n`),
    );
    process.stdout.write(
      `${given.json ? JSON.stringify(dataOf(assessment), null, 2) : tableOf(words, assessment)}\n`,
    );
    return exitCodeOf(assessment.judged);
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    process.stderr.write(`${words.plain(`terminal.problems.${error.code}`, error.args)}\n`);
    return 2;
  }
}

main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.stderr.write(`${words.plain('terminal.problems.failed', { reason: oneLine(error) })}\n`);
    process.exitCode = 2;
  },
);
