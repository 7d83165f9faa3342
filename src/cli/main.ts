import { cleanOutput } from '../store/clean.ts';
import { runProgram } from './program.ts';

const words = process.argv.slice(2);
// What is handed to Playwright's processes is read by them alone, and they need the passwords that nobody must see.
if (words[0] !== 'hand-over') cleanOutput();
process.exitCode = await runProgram(words);
