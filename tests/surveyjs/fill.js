// Fill in a form:  node fill.js FORM.json ANSWERS.json
// ANSWERS holds a list of [name of a question, value] for each respondent, in the order they are given.  Prints a JSON
// list with one entry a respondent: which questions were shown at the end, what was wrong, whether the form could be
// completed, and what it handed over.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

const { Model } = createRequire(import.meta.url)("survey-core");
const [form, respondents] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));

function filled(answers) {
  const survey = new Model(form);
  const faults = (survey.jsonErrors ?? []).map((error) => error.message);
  for (const [name, value] of answers) survey.setValue(name, value);
  while (!survey.isLastPage && survey.nextPage()); // each page is checked when it is left
  const isCompleted = survey.tryComplete();
  const errors = survey.getAllQuestions(false, false, true).flatMap((question) => question.errors.map((error) => error.text));
  const shown = survey.getAllQuestions(true).filter((question) => question.isVisible).map((question) => question.name);
  return { faults, errors, shown, isCompleted, data: survey.data };
}

process.stdout.write(JSON.stringify(respondents.map(filled)));
