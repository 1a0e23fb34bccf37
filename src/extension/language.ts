// The language of what the extension itself says.
import * as vscode from 'vscode';
import { type Arguments, type Language, languageOf, render, type Text } from '../core/message';

/** The language of our own sentences. */
export function currentLanguage(): Language {
  const chosen = vscode.workspace.getConfiguration('berth').get<string>('language', 'auto');
  return chosen === 'en' || chosen === 'de' ? chosen : languageOf(vscode.env.language);
}

/** A sentence in the user's language. */
export function say(text: Text, args: Arguments = {}): string {
  return render({ text, args }, currentLanguage());
}
