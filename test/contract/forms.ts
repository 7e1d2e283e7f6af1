// Forms open, arrive when submitted, and stay open with their errors.
import { expect, test } from 'vitest'
import { type AdapterHarness, postCard, textCard } from './adapter-harness.ts'
import { everyForm } from './sample-cards.ts'

export function testForms(chat: () => AdapterHarness): void {
  const openForm = async () => {
    chat().replyWith({ kind: 'form', form: everyForm })
    await chat().say(chat().one, chat().channel, 'start')
  }
  const openedForm = () => chat().form(chat().one, chat().channel)
  test('a form opens whole and prefilled', async () => {
    await openForm()
    const form = await openedForm()
    const { fields } = everyForm
    for (const field of fields) {
      expect(form?.text).toContain(field.label)
      if (field.hint !== undefined) expect(form?.text).toContain(field.hint)
    }
    expect(form?.text).toContain(everyForm.title)
    expect(form?.text).toContain(everyForm.intro)
    expect(form?.fields).toMatchObject({ name: 'South Side', agency: 'education' })
  })
  test('a submitted form arrives with its id, values, fields and picked people', async () => {
    const { one, other, channel, received } = chat()
    await openForm()
    const fields = { name: 'Ō-hakune <b>', moment: 'line one\nline two', agency: 'health' }
    await chat().submit(one, channel, fields, { angel: other })
    expect(received[1]).toMatchObject({
      kind: 'form-submission',
      form: 'begin',
      values: { draft: 'd-1' },
      fields,
    })
    const submitted = received[1]
    expect(submitted?.kind === 'form-submission' && submitted.people.angel).toMatchObject({
      user: other.user,
      workspace: other.workspace,
      name: other.name,
    })
    expect(submitted).toMatchObject({ place: channel })
  })
  test('what was left empty is left out', async () => {
    await openForm()
    await chat().submit(chat().one, chat().channel, { name: 'A', moment: '', agency: '' })
    const submitted = chat().received[1]
    expect(submitted).toMatchObject({ kind: 'form-submission', fields: { name: 'A' }, people: {} })
    expect(submitted?.kind === 'form-submission' && Object.keys(submitted.fields)).toEqual(['name'])
  })
  test('a form to be mended stays open with its errors and with what was typed', async () => {
    const { one, channel } = chat()
    await openForm()
    chat().replyWith({ kind: 'form-errors', errors: { moment: 'When was that?' } })
    await chat().submit(one, channel, { name: 'New & <i>name</i>', moment: 'long ago', agency: 'health' })
    const form = await openedForm()
    expect(form?.text).toContain('When was that?')
    expect(form?.fields).toMatchObject({ name: 'New & <i>name</i>', moment: 'long ago', agency: 'health' })
    expect(form?.alive).toEqual([])
  })
  test('an answered form closes', async () => {
    await openForm()
    chat().replyWith({ kind: 'card', card: textCard('It has begun.') })
    await chat().submit(chat().one, chat().channel, { name: 'A', moment: 'B', agency: 'health' })
    expect(await openedForm()).toBeUndefined()
  })
  test('a form that stands open in a card is submitted from there', async () => {
    const { one, channel, received } = chat()
    await postCard(chat(), { blocks: [{ kind: 'inputs', form: everyForm }] })
    await chat().submit(one, channel, { name: 'In place', moment: 'now', agency: 'health' })
    expect(received[0]).toMatchObject({ kind: 'form-submission', form: 'begin', values: { draft: 'd-1' } })
    expect(received[0]).toMatchObject({ fields: { name: 'In place' } })
  })
}
