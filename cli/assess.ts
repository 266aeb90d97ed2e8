import { toPlainText, createMessages } from '../src/messages/messages';
import { parseArguments, asksForHelp } from './arguments';
import { assess } from './assess-site';
import { assessmentData } from './assessment';
import { exitCodeOf } from './exit-code';
import { rejectOptionsTakenByNpm } from './npm-options';
import { messageOf, toOneLine, Problem } from './problem';
import { incompleteEntryLine, progressLine, renderAssessment } from './assessment-table';
import { terminalJson, terminalText } from './terminal-text';

const messages = createMessages('en');

/** Use only this for stderr: messages contain file names, options, and text from the site, which need cleaning. */
const writeToStderr = (message: string): void => {
  process.stderr.write(`${terminalText(message)}\n`);
};

async function main(): Promise<number> {
  const args = process.argv.slice(2);
  if (asksForHelp(args)) {
    const lines = messages.list('terminal.help').map(parts => toPlainText(parts, messages.locale));
    process.stdout.write(`${lines.join('\n')}\n`);
    return 0;
  }
  rejectOptionsTakenByNpm(args, process.env);
  const assessArguments = parseArguments(args);
  const assessment = await assess(assessArguments, process.env, (source, reading) =>
    writeToStderr(progressLine(messages, source, reading)),
  );
  for (const entry of assessment.incomplete) writeToStderr(incompleteEntryLine(messages, entry));
  const output = assessArguments.json
    ? terminalJson(assessmentData(assessment, messages))
    : renderAssessment(messages, assessment);
  process.stdout.write(`${output}\n`);
  return exitCodeOf(assessment.judged);
}

main().then(
  code => {
    process.exitCode = code;
  },
  (error: unknown) => {
    writeToStderr(
      error instanceof Problem
        ? messageOf(messages, error)
        : messages.plainText('terminal.problems.failed', { reason: toOneLine(error) }),
    );
    process.exitCode = 2;
  },
);
