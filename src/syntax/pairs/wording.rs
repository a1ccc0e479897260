//! What each rule of the grammar is called in a message.

use super::grammar::Rule;

/// What could stand at one place, in the order of the grammar, each once.
pub(super) fn expected(rules: &[Rule]) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut sorted = rules.to_vec();
    sorted.sort_unstable();
    for name in sorted.into_iter().filter_map(name) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

/// What users call `rule`; `None` for what is never asked for.
fn name(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::EOI => "the end of the line",
        Rule::bare_name | Rule::quoted_name | Rule::name | Rule::path | Rule::event_name | Rule::field_name => "a name",
        Rule::path_pattern | Rule::pattern => "a name or pattern",
        Rule::text | Rule::plain_text => "a text",
        Rule::hole_close | Rule::brace_close => "`}`",
        Rule::number | Rule::type_number => "a number",
        Rule::constant | Rule::value_constant => "a constant",
        Rule::value | Rule::event | Rule::setting_value | Rule::entry_value => "a value",
        Rule::call => "a call",
        Rule::type_name | Rule::type_word => "a type",
        Rule::type_arguments | Rule::group | Rule::paren_open => "`(`",
        Rule::type_elements | Rule::angle_open => "`<`",
        Rule::condition | Rule::term => "a condition",
        Rule::negation | Rule::kw_not => "`not`",
        Rule::test => "a column",
        Rule::comparison | Rule::operator => "a comparison",
        Rule::among | Rule::kw_in => "`in`",
        Rule::between | Rule::kw_between => "`between`",
        Rule::null_test | Rule::kw_is => "`is`",
        Rule::source_clause | Rule::kw_from => "`from`",
        Rule::except_clause | Rule::kw_except => "`except`",
        Rule::stage_clause | Rule::arrow => "`->`",
        Rule::resource => "a resource",
        Rule::because | Rule::kw_because => "`because`",
        Rule::until | Rule::kw_until => "`until`",
        Rule::code => "a code such as `keys/not-injective`",
        Rule::rest => "`*`",
        Rule::field_clause | Rule::kw_null => "`null`",
        Rule::null_policy => "`omit`, `keep`, `reject` or `as`",
        Rule::scope => "`schema`, `table` or `field`",
        Rule::index_scope | Rule::kw_index => "`index tablespace`",
        Rule::change => "a change of the name",
        Rule::mask => "`hash`, `digits \"#\"` or `random digits`",
        Rule::cast_every | Rule::kw_every => "`every`",
        Rule::on_key_change => "`key change`",
        Rule::on_delete | Rule::kw_delete => "`delete`",
        Rule::on_update | Rule::kw_update => "`update`",
        Rule::on_duplicate | Rule::kw_duplicate => "`duplicate`",
        Rule::on_empty | Rule::kw_empty => "`empty`",
        Rule::on_truncate | Rule::kw_truncate => "`truncate`",
        Rule::before_of => "`key`, `non-lob` or `all`",
        Rule::before_only | Rule::kw_of => "`of`",
        Rule::before_prefix => "`prefix`",
        Rule::before_suffix => "`suffix`",
        Rule::cast_columns => "a name or pattern",
        Rule::to_name | Rule::kw_to => "`to`",
        Rule::add_affix | Rule::kw_add => "`add`",
        Rule::remove_affix | Rule::kw_remove => "`remove`",
        Rule::replace_affix | Rule::replace_text | Rule::kw_replace => "`replace`",
        Rule::affix => "`prefix` or `suffix`",
        Rule::unique_claim | Rule::kw_unique => "`unique`",
        Rule::immutable_claim | Rule::kw_immutable => "`immutable`",
        Rule::count_claim => "`at most`",
        Rule::record => "a record in `{ … }`",
        Rule::entry => "an entry `name: value`",
        Rule::list => "a list",
        Rule::equals => "`=`",
        Rule::colon => "`:`",
        Rule::comma => "`,`",
        Rule::paren_close => "`)`",
        Rule::angle_close => "`>`",
        Rule::brace_open => "`{`",
        Rule::square_open => "`[`",
        Rule::square_close => "`]`",
        Rule::kw_allow => "`allow`",
        Rule::kw_and => "`and`",
        Rule::kw_any => "`any`",
        Rule::kw_as => "`as`",
        Rule::kw_assume => "`assume`",
        Rule::kw_at => "`at`",
        Rule::kw_contains => "`contains`",
        Rule::kw_deny => "`deny`",
        Rule::kw_example => "`example`",
        Rule::kw_exclude => "`exclude`",
        Rule::kw_false => "`false`",
        Rule::kw_field => "`field`",
        Rule::kw_gives => "`gives`",
        Rule::kw_item => "`item`",
        Rule::kw_keep => "`keep`",
        Rule::kw_key => "`key`",
        Rule::kw_language => "`language`",
        Rule::kw_like => "`like`",
        Rule::kw_list => "`list`",
        Rule::kw_lowercase => "`lowercase`",
        Rule::kw_map => "`map`",
        Rule::kw_most => "`most`",
        Rule::kw_nothing => "`nothing`",
        Rule::kw_omit => "`omit`",
        Rule::kw_or => "`or`",
        Rule::kw_param => "`param`",
        Rule::kw_partition => "`partition`",
        Rule::kw_per => "`per`",
        Rule::kw_pivot => "`pivot`",
        Rule::kw_prefix => "`prefix`",
        Rule::kw_reject => "`reject`",
        Rule::kw_rejects => "`rejects`",
        Rule::kw_rename => "`rename`",
        Rule::kw_renamed => "`renamed`",
        Rule::kw_row => "`row`",
        Rule::kw_rows => "`rows`",
        Rule::kw_schema => "`schema`",
        Rule::kw_set => "`set`",
        Rule::kw_sort => "`sort`",
        Rule::kw_starts => "`starts`",
        Rule::kw_suffix => "`suffix`",
        Rule::kw_table => "`table`",
        Rule::kw_true => "`true`",
        Rule::kw_unchecked => "`unchecked`",
        Rule::kw_unsigned => "`unsigned`",
        Rule::kw_uppercase => "`uppercase`",
        Rule::kw_view => "`view`",
        Rule::kw_warn => "`warn`",
        Rule::kw_with => "`with`",
        Rule::kw_all => "`all`",
        Rule::kw_append => "`append`",
        Rule::kw_before => "`before`",
        Rule::kw_by => "`by`",
        Rule::kw_cast => "`cast`",
        Rule::kw_change => "`change`",
        Rule::kw_digits => "`digits`",
        Rule::kw_fragment => "`fragment`",
        Rule::kw_hash => "`hash`",
        Rule::kw_ignore => "`ignore`",
        Rule::kw_image => "`image`",
        Rule::kw_insert => "`insert`",
        Rule::kw_last => "`last`",
        Rule::kw_mask => "`mask`",
        Rule::kw_non_lob => "`non-lob`",
        Rule::kw_on => "`on`",
        Rule::kw_primary => "`primary`",
        Rule::kw_random => "`random`",
        Rule::kw_refuse => "`refuse`",
        Rule::kw_sum => "`sum`",
        Rule::kw_tablespace => "`tablespace`",
        Rule::kw_use => "`use`",
        Rule::kw_version => "`version`",
        Rule::kw_where => "`where`",
        Rule::any_run
        | Rule::one_char
        | Rule::bare_run
        | Rule::class
        | Rule::class_range
        | Rule::inner_text
        | Rule::text_run
        | Rule::escape
        | Rule::hole
        | Rule::param_hole
        | Rule::plain_run
        | Rule::wrong_text
        | Rule::wrong_single
        | Rule::wrong_double
        | Rule::wrong_curly
        | Rule::wrong_address
        | Rule::foreign
        | Rule::connective
        | Rule::wrong_equal
        | Rule::wrong_unequal
        | Rule::equal
        | Rule::not_equal
        | Rule::at_most
        | Rule::at_least
        | Rule::less
        | Rule::greater
        | Rule::text_test
        | Rule::language_line
        | Rule::schema_line
        | Rule::unchecked_line
        | Rule::param_line
        | Rule::map_line
        | Rule::source_kind
        | Rule::wrong_source
        | Rule::example_line
        | Rule::stage_line
        | Rule::level_line
        | Rule::key_line
        | Rule::field_line
        | Rule::renamed
        | Rule::block_kind
        | Rule::item_line
        | Rule::pivot_line
        | Rule::exclude_line
        | Rule::null_line
        | Rule::rename_line
        | Rule::assume_line
        | Rule::fragment_line
        | Rule::primary_line
        | Rule::folders_line
        | Rule::cast_line
        | Rule::mask_line
        | Rule::where_line
        | Rule::on_line
        | Rule::version_line
        | Rule::before_line
        | Rule::use_line
        | Rule::setting_line
        | Rule::row_line
        | Rule::insert_line
        | Rule::update_line
        | Rule::delete_line
        | Rule::truncate_line
        | Rule::at_line
        | Rule::gives_line
        | Rule::rejects_line
        | Rule::WHITESPACE
        | Rule::COMMENT
        | Rule::letter
        | Rule::digit
        | Rule::name_start
        | Rule::name_part
        | Rule::name_hyphen
        | Rule::point
        | Rule::class_char
        | Rule::word_end
        | Rule::text_part
        | Rule::hole_open
        | Rule::code_part => return None,
    })
}
