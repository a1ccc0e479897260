//! `where` and `assume` lines, and the conditions that they share.

use pest::iterators::Pair;

use super::grammar::Rule;
use super::reading::{Context, Slice, Unexpected, read};
use super::values::{constant, only, path, text};
use crate::diag::Diagnostics;
use crate::syntax::errors;
use crate::syntax::tree::{AssumeLine, Claim, Condition, Literal, LiteralKind, Path, Test, WhereLine};
use crate::text::Span;

/// `where …`; `None` where the line was read and refused.
pub fn where_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Option<WhereLine>, Unexpected> {
    let line = read(Rule::where_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let part = line.into_inner().find(|part| part.as_rule() == Rule::condition).expect("the line has a condition");
    Ok(condition(part, cx).map(|condition| WhereLine { condition, span }))
}

/// `assume …`; `None` where the line was read and refused.
pub fn assume_line(slice: Slice<'_>, diags: &mut Diagnostics) -> Result<Option<AssumeLine>, Unexpected> {
    let line = read(Rule::assume_line, slice)?;
    let cx = &mut Context { id: slice.id, base: slice.base, diags };
    let span = cx.span(&line);
    let mut claim = None;
    for part in line.into_inner() {
        match part.as_rule() {
            Rule::unique_claim => claim = Some(Claim::Unique(paths(part, cx))),
            Rule::immutable_claim => claim = Some(Claim::Immutable(paths(part, cx))),
            Rule::count_claim => claim = count(part, cx).map(Claim::AtMost),
            Rule::condition => claim = condition(part, cx).map(Claim::Condition),
            _ => {}
        }
    }
    Ok(claim.map(|claim| AssumeLine { claim, span }))
}

fn paths(pair: Pair<'_, Rule>, cx: &Context<'_>) -> Vec<Path> {
    pair.into_inner().filter(|part| part.as_rule() == Rule::path).map(|part| path(part, cx)).collect()
}

fn count(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Option<u64> {
    let number = pair.into_inner().find(|part| part.as_rule() == Rule::number).expect("the claim has a number");
    let count = number.as_str().parse().ok();
    if count.is_none() {
        cx.diags.push(errors::not_a_count(cx.span(&number)));
    }
    count
}

/// `condition`; `None` where `and` stands next to `or`.
fn condition(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Option<Condition> {
    let whole = cx.span(&pair);
    let written = pair.as_str().to_owned();
    let mut terms = Vec::new();
    let mut places = Vec::new();
    let mut connectives: Vec<(bool, Span)> = Vec::new();
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::connective => {
                let span = cx.span(&part);
                connectives.push((only(part).as_rule() == Rule::kw_and, span));
            }
            _ => {
                places.push(cx.span(&part));
                terms.push(term(only(part), cx));
            }
        }
    }
    let all = connectives.iter().all(|(and, _)| *and);
    let one = connectives.iter().all(|(and, _)| !*and);
    if !all && !one {
        cx.diags.push(errors::mixed_and_or(whole, &written, &connectives, &places));
        return None;
    }
    let mut terms = terms.into_iter().collect::<Option<Vec<_>>>()?;
    Some(match (terms.len(), all) {
        (1, _) => terms.remove(0),
        (_, true) => Condition::And(terms),
        (_, false) => Condition::Or(terms),
    })
}

fn term(part: Pair<'_, Rule>, cx: &mut Context<'_>) -> Option<Condition> {
    match part.as_rule() {
        Rule::negation => {
            let group = part.into_inner().last().expect("`not` has a group");
            inside(group, cx).map(|inner| Condition::Not(Box::new(inner)))
        }
        Rule::group => inside(part, cx),
        _ => Some(test(part, cx)),
    }
}

/// What stands in the parentheses of a `group`.
fn inside(group: Pair<'_, Rule>, cx: &mut Context<'_>) -> Option<Condition> {
    let inner = group.into_inner().find(|part| part.as_rule() == Rule::condition).expect("a group holds a condition");
    condition(inner, cx)
}

fn test(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> Condition {
    let span = cx.span(&pair);
    let mut inner = pair.into_inner();
    let column = inner.next().expect("a test has a column");
    let written = column.as_str();
    let column = path(column, cx);
    let kind = inner.next().expect("a test asks something");
    let (negated, test) = match kind.as_rule() {
        Rule::comparison => comparison(kind, written, cx),
        _ => worded(kind, cx),
    };
    Condition::Test { column, negated, test, span }
}

fn comparison(pair: Pair<'_, Rule>, column: &str, cx: &mut Context<'_>) -> (bool, Test) {
    let mut inner = pair.into_inner();
    let operator = inner.next().expect("a comparison has an operator");
    let sign = cx.span(&operator);
    let asked = only(operator).as_rule();
    let right = constant(inner.next().expect("a comparison has a constant"), cx);
    let unequal = matches!(asked, Rule::not_equal | Rule::wrong_unequal);
    if right.kind == LiteralKind::Null {
        let is_equality = unequal || matches!(asked, Rule::equal | Rule::wrong_equal);
        cx.diags.push(errors::compared_with_null(sign.to(right.span), column, is_equality.then_some(unequal)));
        return (unequal, Test::Null);
    }
    match asked {
        Rule::wrong_equal => cx.diags.push(errors::equality(sign, "==", "=")),
        Rule::wrong_unequal => cx.diags.push(errors::equality(sign, "<>", "!=")),
        _ => {}
    }
    let test = match asked {
        Rule::at_most => Test::AtMost(right),
        Rule::at_least => Test::AtLeast(right),
        Rule::less => Test::Less(right),
        Rule::greater => Test::Greater(right),
        _ => Test::Equal(right),
    };
    (unequal, test)
}

/// `[not] in (…)`, `[not] between … and …`, `is [not] null`, `[not] like …`.
fn worded(pair: Pair<'_, Rule>, cx: &mut Context<'_>) -> (bool, Test) {
    let rule = pair.as_rule();
    let mut negated = false;
    let mut word = Rule::kw_like;
    let mut constants: Vec<Literal> = Vec::new();
    let mut written = None;
    for part in pair.into_inner() {
        match part.as_rule() {
            Rule::kw_not => negated = true,
            Rule::kw_contains | Rule::kw_starts => word = part.as_rule(),
            Rule::constant => constants.push(constant(part, cx)),
            Rule::plain_text | Rule::wrong_text => written = Some(text(part, cx)),
            _ => {}
        }
    }
    let test = match (rule, written) {
        (Rule::among, _) => Test::In(constants),
        (Rule::between, _) => {
            let last = constants.pop().expect("a range has an end");
            Test::Between(constants.pop().expect("a range has a start"), last)
        }
        (_, Some(text)) => match word {
            Rule::kw_contains => Test::Contains(text),
            Rule::kw_starts => Test::StartsWith(text),
            _ => Test::Like(text),
        },
        (_, None) => Test::Null,
    };
    (negated, test)
}
