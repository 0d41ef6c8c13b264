using Facilities.Domain.Access;
using Facilities.Operations.Access;

namespace Facilities.Dashboard.Pages.Settings;

/// <summary>What the form for a token holds.</summary>
internal sealed class TokenInput
{
    public static readonly int[] Choices = [30, 90, 180, ApiTokens.LongestDays];

    public string Name { get; set; } = "";

    public int Days { get; set; } = 90;

    public HashSet<TokenScope> Scopes { get; } = [];

    public void Set(TokenScope scope, bool on)
    {
        if (on) Scopes.Add(scope);
        else Scopes.Remove(scope);
    }

    public ApiTokenDraft ToDraft() => new(Name, [.. Scopes], Days);
}
