using System.Globalization;
using Facilities.Dashboard.Components;
using Facilities.Domain;
using Facilities.Domain.Complaints;
using Facilities.Operations.Complaints;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Complaints;

/// <summary>What one record is about, as a person says it; begins with what the rules think.</summary>
public sealed partial class ComplaintReviewForm
{
    private ComplaintPlaceChoices _choices = new([], []);
    private string _kind = "";
    private string _community = "";
    private string _building = "";
    private string _asset = "";
    private string _alias = "";

    [Parameter, EditorRequired]
    public ComplaintRow Row { get; set; } = default!;

    [Parameter, EditorRequired]
    public IReadOnlyList<FilterOption> Communities { get; set; } = [];

    [Inject]
    private ComplaintDesk Desk { get; set; } = default!;

    private IEnumerable<(string Key, string Name)> Kinds => TopicLexicon.Shipped.Kinds.Select(kind => (kind.Topic + "." + kind.Key, T["topic." + kind.Topic] + " · " + T["sub." + kind.Topic + "." + kind.Key]));

    protected override async Task OnInitializedAsync()
    {
        (_kind, _community) = (Row.Topic + "." + Row.Subtopic, Row.Community?.ToString() ?? "");
        await ReadChoicesAsync();
        (_building, _asset) = (Row.Building?.ToString() ?? "", Row.Asset?.ToString() ?? "");
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private async Task ChooseAsync(ChangeEventArgs change)
    {
        (_community, _building, _asset) = (change.Value as string ?? "", "", "");
        await ReadChoicesAsync();
    }

    private async Task ReadChoicesAsync() =>
        _choices = Number(_community) is { } site ? await Desk.ChoicesAsync(await CallerAsync(), new CommunityId(site), CancellationToken.None) : new ComplaintPlaceChoices([], []);

    private Task SendAsync() => SayAsync(dismissed: false);

    private Task DismissAsync() => SayAsync(dismissed: true);

    private Task SayAsync(bool dismissed)
    {
        var (topic, sub) = _kind.Split('.') is [var first, var second] && Enum.TryParse<ComplaintTopic>(first, out var known) ? (known, second) : (ComplaintTopic.Other, "other");
        CommunityId? site = Number(_community) is { } number ? new CommunityId(number) : null;
        BuildingId? building = Number(_building) is { } house ? new BuildingId(house) : null;
        AssetId? asset = Number(_asset) is { } equipment ? new AssetId(equipment) : null;
        return AskAsync(caller => Desk.ReviewAsync(caller, Row.Id, new ComplaintReview(topic, sub, site, building, asset, dismissed, _alias.Length == 0 ? null : _alias), CancellationToken.None));
    }
}
