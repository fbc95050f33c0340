import * as vscode from 'vscode';

/** What VS Code or its usual extensions call the languages that models write, the likeliest first. */
const languageIds: Readonly<Record<string, readonly string[]>> = {
  bash: ['shellscript'],
  do: ['stata'],
  md: ['markdown'],
  py: ['python'],
  qmd: ['quarto', 'markdown'],
  quarto: ['quarto', 'markdown'],
  rmarkdown: ['rmd', 'markdown'],
  rmd: ['rmd', 'markdown'],
  sh: ['shellscript'],
  shell: ['shellscript'],
  yml: ['yaml'],
  zsh: ['shellscript'],
};

/** Opens code of an answer in an editor that is not saved, in its language where the editor knows that. */
export async function newFile(code: string, language: string): Promise<void> {
  const known = await vscode.languages.getLanguages();
  const id = (languageIds[language] ?? [language]).find((each) => known.includes(each)) ?? 'plaintext';
  const document = await vscode.workspace.openTextDocument({ language: id, content: code.endsWith('\n') ? code : `${code}\n` });
  await vscode.window.showTextDocument(document, { preview: false });
}
