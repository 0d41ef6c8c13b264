using System.Globalization;
using Facilities.Domain;
using Facilities.Operations.Policies;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>Renews a policy or changes it by a new version ahead, takes assets into the group, or ends it early.</summary>
public sealed partial class PolicyChange
{
    private string? _open;
    private string _key = "";
    private TermsInput _terms = new();
    private DateOnly _lastDay;
    private string[] _chosen = [];
    private IReadOnlyList<(AssetId Id, LocalizedName Community, string TypeKey, LocalizedName Name)> _choices = [];

    [Parameter, EditorRequired]
    public PolicyDetail Detail { get; set; } = default!;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Inject]
    private PolicyBook Book { get; set; } = default!;

    private void Open(string what)
    {
        // One intention, one key.
        (_open, _key, Refusal) = (what, Guid.NewGuid().ToString("N"), null);
    }

    private void Close() => (_open, Refusal) = (null, null);

    private void OpenTerms()
    {
        _terms = TermsInput.Renewing(Detail.Terms[0], Detail.RenewFrom);
        Open("terms");
    }

    private async Task OpenAssetsAsync()
    {
        var covered = Detail.Assets.Select(asset => asset.Place.Id).ToHashSet();
        _choices = [.. (await Book.ChoicesAsync(await CallerAsync(), CancellationToken.None)).Assets.Where(asset => !covered.Contains(asset.Id))];
        _chosen = [];
        Open("assets");
    }

    private void OpenEnd()
    {
        _lastDay = Today;
        Open("end");
    }

    private Task RenewAsync() => AskAsync(caller => Book.ChangeTermsAsync(caller, _key, Detail.Row.Id, _terms.ToDraft(), CancellationToken.None), Close);

    private Task IncludeAsync() => AskAsync(
        caller => Book.IncludeAsync(caller, _key, Detail.Row.Id, [.. _chosen.Select(id => new AssetId(int.Parse(id, NumberStyles.None, CultureInfo.InvariantCulture)))], CancellationToken.None), Close);

    private Task EndAsync() => AskAsync(caller => Book.EndAsync(caller, _key, Detail.Row.Id, _lastDay, CancellationToken.None), Close);
}
