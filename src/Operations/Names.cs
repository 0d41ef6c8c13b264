using Facilities.Operations.Templates;

namespace Facilities.Operations;

/// <summary>Names of things that people registered: the English one may be missing, then the Chinese one stands for both.</summary>
internal static class Names
{
    public static LocalizedName Of(string zh, string? en) => new(zh, string.IsNullOrEmpty(en) ? zh : en);
}
