import { defaultMetadataStorage } from 'class-transformer/cjs/storage.js';
import { getMetadataStorage, validateSync, type ValidationArguments, type ValidationError } from 'class-validator';

type AnyClass = new () => object;
type Check = (value: unknown, owner: object) => boolean;

/** What class-validator and class-transformer know about one property, taken apart once. */
interface Property {
  readonly name: string;
  readonly appliesTo: readonly ((owner: object, value: unknown) => boolean)[];
  readonly checks: readonly Check[];
  readonly nested: AnyClass | undefined;
}

interface Shape {
  readonly properties: readonly Property[];
  /** Whether every rule of the class is of a kind the quick look understands. */
  readonly plain: boolean;
}

const shapes = new Map<AnyClass, Shape>();

/**
 * An instance of the class with its nested instances; unknown properties are left behind, so a producer may add some. What
 * cannot be built is left as it came, for the validator to complain about.
 */
export function build<Data extends object>(type: new () => Data, plain: object): Data {
  const instance = new type() as Data & Record<string, unknown>;
  const given = plain as Record<string, unknown>;
  for (const { name, nested } of shapeOf(type).properties) {
    if (!Object.hasOwn(given, name)) continue;
    (instance as Record<string, unknown>)[name] = nested === undefined ? given[name] : buildNested(nested, given[name]);
  }
  return instance;
}

function buildNested(type: AnyClass, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((element: unknown) => buildNested(type, element));
  return typeof value === 'object' && value !== null ? build(type, value) : value;
}

/**
 * Properties and the names of the constraints they break; empty when sound. Values are never named: they may be personal.
 *
 * class-validator stays the judge, but walking its metadata afresh for each of thousands of events a second costs ten times the
 * checks themselves. So its own constraints are called from a list made once per class; only what they object to goes through
 * class-validator proper, which words the complaint (and has the last word).
 */
export function complaints(instance: object): readonly string[] {
  if (sound(instance)) return [];
  return worded(validateSync(instance, { forbidUnknownValues: true, validationError: { target: false, value: false } }), '');
}

function sound(instance: object): boolean {
  const shape = shapeOf(instance.constructor as AnyClass);
  if (!shape.plain) return false;
  const values = instance as Record<string, unknown>;
  return shape.properties.every(({ name, appliesTo, checks, nested }) => {
    const value = values[name];
    if (!appliesTo.every((applies) => applies(instance, value))) return true;
    return checks.every((check) => check(value, instance)) && (nested === undefined || soundNested(nested, value));
  });
}

const soundNested = (type: AnyClass, value: unknown): boolean =>
  Array.isArray(value) ? value.every((element) => soundNested(type, element)) : value instanceof type && sound(value);

function worded(errors: readonly ValidationError[], path: string): string[] {
  return errors.flatMap((error) => [
    ...Object.keys(error.constraints ?? {}).map((constraint) => `${path}${error.property}: ${constraint}`),
    ...worded(error.children ?? [], `${path}${error.property}.`),
  ]);
}

function shapeOf(type: AnyClass): Shape {
  const known = shapes.get(type);
  if (known !== undefined) return known;
  const shape = takeApart(type);
  shapes.set(type, shape);
  return shape;
}

const understood = new Set(['customValidation', 'isDefined', 'nestedValidation', 'conditionalValidation', 'whitelistValidation']);

function takeApart(type: AnyClass): Shape {
  const storage = getMetadataStorage();
  const rules = storage.getTargetValidationMetadatas(type, '', false, false);
  let plain = rules.length > 0 && rules.every((rule) => understood.has(rule.type) && rule.validateIf === undefined);
  const properties = Object.entries(storage.groupByPropertyName(rules)).map(([name, ofProperty]): Property => {
    const constraints = ofProperty
      .filter((rule) => rule.type === 'customValidation' || rule.type === 'isDefined')
      .flatMap((rule) => storage.getTargetValidatorConstraints(rule.constraintCls).map((constraint) => ({ rule, constraint })));
    if (constraints.some(({ constraint }) => constraint.async)) plain = false;
    const nestedRule = ofProperty.find((rule) => rule.type === 'nestedValidation');
    const nested = defaultMetadataStorage.findTypeMetadata(type, name)?.typeFunction() as AnyClass | undefined;
    if (nestedRule !== undefined && nested === undefined) plain = false;
    return {
      name,
      appliesTo: ofProperty
        .filter((rule) => rule.type === 'conditionalValidation')
        .map((rule) => rule.constraints[0] as (owner: object, value: unknown) => boolean),
      checks: constraints.map(({ rule, constraint }): Check => {
        const { instance } = constraint;
        const asked = (value: unknown, owner: object): ValidationArguments => ({
          targetName: type.name,
          property: name,
          object: owner,
          value,
          constraints: rule.constraints as unknown[],
        });
        if (!rule.each) return (value, owner) => instance.validate(value, asked(value, owner)) === true;
        return (value, owner) =>
          Array.isArray(value)
            ? value.every((element) => instance.validate(element, asked(value, owner)) === true)
            : instance.validate(value, asked(value, owner)) === true;
      }),
      nested: nestedRule === undefined ? undefined : nested,
    };
  });
  return { properties, plain };
}
