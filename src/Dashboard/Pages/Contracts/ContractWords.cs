using Facilities.Dashboard.Format;
using Facilities.Dashboard.Localization;
using Facilities.Domain.Contracts;
using Microsoft.Extensions.Localization;

namespace Facilities.Dashboard.Pages.Contracts;

/// <summary>Clauses in words.</summary>
internal static class ContractWords
{
    /// <summary>到场及时率 · 1 小时内; Arrived in time · within 1 h.</summary>
    public static string Clause(ContractClause clause, IStringLocalizer<ContractText> text, DisplayFormat format) =>
        clause.Limit is { } limit ? $"{text["clause." + clause.Kind]} · {text["within", format.Span(limit)]}" : text["clause." + clause.Kind];
}
