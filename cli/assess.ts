import { wordsOf } from '../static/locales';
import { argumentsOf } from './arguments';
import { assess } from './assess-site';
import { dataOf } from './assessment';
import { exitCodeOf } from './exit-code';
import { Problem } from './problem';
import { progressLine, tableOf } from './table';

const words = wordsOf('en');

async function main(): Promise<number> {
  try {
    const given = argumentsOf(process.argv.slice(2));
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
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`${words.plain('terminal.problems.failed', { reason })}\n`);
    process.exitCode = 2;
  },
);
