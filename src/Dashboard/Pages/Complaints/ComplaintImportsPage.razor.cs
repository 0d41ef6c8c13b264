using System.Globalization;
using Facilities.Dashboard.Live;
using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Complaints;
using Facilities.Storage.Relational.Complaints;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>Files of hotline records: brought, mapped, on their way in, with what became of their rows.</summary>
public sealed partial class ComplaintImportsPage
{
    private Rows<ComplaintImport> _imports = new([], 0);
    private ComplaintImportId? _open;
    private IDisposable? _ticking;

    [Inject]
    private ComplaintImports Imports { get; set; } = default!;

    [Inject]
    private PageTicker Ticker { get; set; } = default!;

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _imports = await Imports.ListAsync(caller, Paging.First, cancellationToken);
        _ticking ??= Ticker.EverySecond(TickAsync);
    }

    protected override ValueTask OnGoneAsync()
    {
        _ticking?.Dispose();
        return ValueTask.CompletedTask;
    }

    private static string Share(ComplaintImport import) => (import.Bytes == 0 ? 0 : (double)import.ReadBytes / import.Bytes).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>Only while something is on its way.</summary>
    private Task TickAsync() => _imports.Items.Any(import => import.State is ComplaintImportState.Waiting or ComplaintImportState.Running) ? InvokeAsync(RefreshAsync) : Task.CompletedTask;

    private Task StartedAsync()
    {
        _open = null;
        return RefreshAsync();
    }
}
