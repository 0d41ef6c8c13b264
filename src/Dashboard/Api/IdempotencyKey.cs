using Facilities.Domain;
using Facilities.Operations;

namespace Facilities.Dashboard.Api;

/// <summary>The header <c>Idempotency-Key</c>: the same key twice changes nothing and answers the same. Changing calls require it.</summary>
internal static class IdempotencyKey
{
    public const string Header = "Idempotency-Key";

    /// <exception cref="RuleViolation">It is missing.</exception>
    public static string Require(string? key) =>
        string.IsNullOrWhiteSpace(key) ? throw new RuleViolation(OperationCodes.FieldMissing, ("field", Header)) : key.Trim();
}
