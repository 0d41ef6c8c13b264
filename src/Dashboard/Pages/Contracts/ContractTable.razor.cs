using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Contracts;
using Facilities.Operations.Contracts;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Contracts;

/// <summary>Contracts with what they promise; whoever manages the asset changes it here, never the firm under contract.</summary>
public sealed partial class ContractTable
{
    private ContractId? _open;
    private IReadOnlyList<ClauseEntry> _entries = [];

    [Parameter, EditorRequired]
    public IReadOnlyList<ContractLine> Lines { get; set; } = [];

    [Inject]
    private ContractClauses Contracts { get; set; } = default!;

    [Inject]
    private DisplayFormat Format { get; set; } = default!;

    private void Open(ContractLine line)
    {
        Refusal = null;
        _open = _open == line.Id ? null : line.Id;
        _entries = [.. Enum.GetValues<ClauseKind>().Select(kind => new ClauseEntry(kind)
        {
            Percent = line.Clauses.FirstOrDefault(clause => clause.Kind == kind) is { } promised ? PercentOf(promised.Target) : null,
            Minutes = line.Clauses.FirstOrDefault(clause => clause.Kind == kind)?.Limit is { } limit ? (int)limit.TotalMinutes : null,
        })];
    }

    private Task SendAsync(ContractId id) => AskAsync(
        caller => Contracts.PromiseAsync(
            caller, id,
            [.. _entries.Where(entry => entry.Percent is not null).Select(entry => new ContractClause(entry.Kind, entry.Percent!.Value / 100, entry.Minutes is { } minutes ? TimeSpan.FromMinutes(minutes) : null))],
            CancellationToken.None),
        () => _open = null);

    private static double PercentOf(double share) => Math.Round(share * 100, 2);

    private static string Percent(double share) => PercentOf(share).ToString("0.##", CultureInfo.InvariantCulture);
}
