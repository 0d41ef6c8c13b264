using System.Globalization;
using Facilities.Dashboard.Format;
using Facilities.Domain;
using Facilities.Domain.Insurance;
using Facilities.Operations.Policies;
using Facilities.Operations.Templates;
using Microsoft.AspNetCore.Components;

namespace Facilities.Dashboard.Pages.Policies;

/// <summary>Records a policy with its first terms.</summary>
public sealed partial class PolicyForm
{
    private readonly TermsInput _terms = new();
    private readonly string _key = Guid.NewGuid().ToString("N");
    private string _number = "";
    private string _insurer = "";
    private string _holder = "";
    private string _code = "";
    private string[] _chosen = [];
    private PremiumSource _source = PremiumSource.FundGains;

    [Parameter, EditorRequired]
    public PolicyChoices Choices { get; set; } = default!;

    [Parameter, EditorRequired]
    public DateOnly Today { get; set; }

    [Parameter, EditorRequired]
    public string CloseLink { get; set; } = "";

    [Inject]
    private PolicyBook Book { get; set; } = default!;

    /// <summary>Lifts of a community and the like: a group is insured as one.</summary>
    private IReadOnlyList<(string Name, IReadOnlyList<(AssetId Id, LocalizedName Name)> Assets)> Groups { get; set; } = [];

    protected override void OnInitialized()
    {
        (_terms.From, _terms.Until) = (Today, Today.AddYears(1).AddDays(-1));
        _insurer = Choices.Insurers is [var only] ? only.Id.ToString() : "";
        Groups = [.. Choices.Assets.GroupBy(asset => (AssetWords.Name(asset.Community), asset.TypeKey))
            .Select(group => ($"{group.Key.Item1} · {Words.Type(group.Key.TypeKey)}", (IReadOnlyList<(AssetId, LocalizedName)>)[.. group.Select(asset => (asset.Id, asset.Name))]))];
    }

    private Task SendAsync() => AskAsync(caller => Book.RecordAsync(
        caller, _key, new PolicyDraft(_number, new OrganisationId(Number(_insurer) ?? 0), Number(_holder) is { } holder ? new OrganisationId(holder) : null, Insured(), _source, _code, _terms.ToDraft()), CancellationToken.None));

    private IReadOnlyList<AssetId> Insured() => [.. _chosen.SelectMany(value => Number(value[1..]) is not { } number ? []
        : value[0] == 'g' && number < Groups.Count ? Groups[number].Assets.Select(asset => asset.Id) : value[0] == 'a' ? [new AssetId(number)] : [])];

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
