//! Names of resources in an account of AWS: `arn:PARTITION:SERVICE:REGION:ACCOUNT:RESOURCE`.

/// Whether a text names a role: `arn:…:iam::ACCOUNT:role/NAME`.
pub fn is_role(text: &str) -> bool {
    let is_sign = |c: char| c.is_ascii_alphanumeric() || "_+=,.@-/".contains(c);
    match parts(text) {
        Some(("iam", "", resource)) => {
            resource.strip_prefix("role/").is_some_and(|name| !name.is_empty() && name.chars().all(is_sign))
        }
        Some(_) | None => false,
    }
}

/// The name of the stream that a text names: `arn:…:kinesis:REGION:ACCOUNT:stream/NAME`.
pub fn stream(text: &str) -> Option<&str> {
    match parts(text) {
        Some(("kinesis", region, resource)) if !region.is_empty() => {
            resource.strip_prefix("stream/").filter(|name| !name.is_empty())
        }
        Some(_) | None => None,
    }
}

/// Service, region and resource, where the account has twelve digits.
fn parts(text: &str) -> Option<(&str, &str, &str)> {
    match text.splitn(6, ':').collect::<Vec<&str>>().as_slice() {
        ["arn", partition, service, region, account, resource] => {
            let is_account = account.len() == 12 && account.bytes().all(|byte| byte.is_ascii_digit());
            (is_account && !partition.is_empty()).then_some((service, region, resource))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{is_role, stream};

    #[test]
    fn roles_and_streams_are_told_from_others() {
        assert!(is_role("arn:aws:iam::123456789012:role/firehose") && is_role("arn:aws-cn:iam::123456789012:role/a/b"));
        for text in [
            "",
            "firehose",
            "arn:aws:iam::123:role/x",
            "arn:aws:iam::123456789012:user/x",
            "arn:aws:iam::123456789012:role/",
        ] {
            assert!(!is_role(text), "{text}");
        }
        assert_eq!(stream("arn:aws:kinesis:eu-west-1:123456789012:stream/orders"), Some("orders"));
        for text in [
            "orders",
            "arn:aws:kinesis::123456789012:stream/orders",
            "arn:aws:firehose:eu-west-1:123456789012:stream/x",
        ] {
            assert_eq!(stream(text), None, "{text}");
        }
    }
}
