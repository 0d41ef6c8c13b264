using System.Diagnostics.CodeAnalysis;

namespace Facilities.Domain;

/// <summary>
/// A rule of the field refuses what was asked. Nothing has changed. Carries a stable code with parameters (see <see cref="RuleCodes"/>);
/// it is mapped to a response in one place and worded by the page.
/// </summary>
[SuppressMessage("Naming", "CA1710", Justification = "A refused rule is the field's word; nobody looks for an exception.")]
public sealed class RuleViolation : Exception
{
    public RuleViolation(CodedText reason) : base((reason ?? throw new ArgumentNullException(nameof(reason))).ToString()) => Reason = reason;

    public RuleViolation(string code, params ReadOnlySpan<(string Name, object? Value)> parameters) : this(CodedText.Of(code, parameters)) { }

    public CodedText Reason { get; }

    public string Code => Reason.Code;
}
