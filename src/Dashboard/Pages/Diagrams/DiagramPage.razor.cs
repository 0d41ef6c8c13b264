using Facilities.Dashboard.Access;
using Facilities.Dashboard.Components;
using Facilities.Dashboard.Format;
using Facilities.Dashboard.Live;
using Facilities.Domain;
using Facilities.Domain.Diagrams;
using Facilities.Domain.Faults;
using Facilities.Operations;
using Facilities.Operations.Access;
using Facilities.Operations.Assets;
using Facilities.Operations.Diagrams;
using Facilities.Operations.Faults;
using Facilities.Operations.Live;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace Facilities.Dashboard.Pages.Diagrams;

/// <summary>
/// What causes what in a community's systems: a diagram with live values. The diagram itself is read when equipment or its arrangement changed;
/// values once a second at most, and only nodes that changed are sent to the browser.
/// </summary>
public sealed partial class DiagramPage
{
    /// <summary>Lines in each of the lists beside the canvas; every node is on the canvas.</summary>
    private const int MostShown = 60;

    /// <summary>Texts that the browser says by itself.</summary>
    private static readonly string[] BrowserKeys = ["feeds", "saved", "refused", "connectFrom", "connected", "parted", "selected", "noName", "arranged", "unsaved", "moved", "reset"];

    private ElementReference _root;
    private IJSObjectReference? _module;
    private SystemDiagram? _diagram;
    private SystemDiagram? _sent;
    private (string? Site, string? System)? _asked;
    private bool _faultsMoved = true;
    private long _directoryVersion;
    private bool _seesFaults;
    private bool _mayArrange;
    private IReadOnlyList<FilterOption> _sites = [];
    private IReadOnlyList<DrawnNode> _nodes = [];
    private IReadOnlyList<DrawnState> _states = [];
    private IReadOnlyList<DrawnLink> _links = [];
    private Dictionary<string, DrawnState> _sentStates = [];
    private HashSet<DrawnLink> _sentLinks = [];
    private IReadOnlyList<NodeFault> _faults = [];
    private FaultSpread? _spread;
    private NodeFault? _lead;

    [Parameter]
    public string? Site { get; set; }

    [Parameter]
    public string? System { get; set; }

    [Inject]
    private DiagramQueries Diagrams { get; set; } = default!;

    [Inject]
    private DiagramValues Values { get; set; } = default!;

    [Inject]
    private AssetQueries Registry { get; set; } = default!;

    [Inject]
    private AssetDirectory Directory { get; set; } = default!;

    [Inject]
    private FaultQueries Faults { get; set; } = default!;

    [Inject]
    private DiagramDrawing Drawing { get; set; } = default!;

    [Inject]
    private AssetWords Words { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    [Inject]
    private IJSRuntime Js { get; set; } = default!;

    protected override TimeSpan Pause => TimeSpan.FromSeconds(1);

    protected override LiveInterest Interest => _diagram is { } diagram
        ? LiveInterest.InValuesOf(diagram.Nodes.SelectMany(node => node.Sources).Select(asset => asset.Value), LiveTopic.Fault, LiveTopic.Asset, LiveTopic.Site)
        : LiveInterest.In(LiveTopic.Asset);

    private string _sayTone => _lead?.Fault.Severity switch { Severity.P1 => "p1", Severity.P2 => "p2", Severity.P3 => "p3", _ => "" };

    private IEnumerable<(DrawnNode, DrawnState)> Listed => _nodes.Zip(_states).OrderBy(item => item.Second.Severity ?? "P9", StringComparer.Ordinal).Take(MostShown);

    protected override async Task LoadAsync(Caller caller, CancellationToken cancellationToken)
    {
        _seesFaults = AssetSight.SeesFaults(caller.Role);
        _faultsMoved |= Heard is null || Heard.Any(change => change.Topic is LiveTopic.Fault or LiveTopic.Everything);
        if (!await ReadDiagramAsync(caller, cancellationToken)) return;
        var diagram = _diagram!;
        var values = await Values.OfAsync(diagram.Nodes, cancellationToken);
        if (_faultsMoved)
        {
            _faults = _seesFaults
                ? DiagramDrawing.Place(diagram, (await Faults.ListAsync(caller.Scope, new FaultFilter { Community = diagram.CommunityId, Paging = new Paging(0, Paging.Maximum) }, cancellationToken)).Items)
                : [];
            _faultsMoved = false;
        }

        _spread = DiagramDrawing.Spread(diagram, _faults);
        _lead = _faults.OrderBy(fault => fault.Fault.Severity).ThenByDescending(fault => _spread.Roots.Contains(fault.Key)).ThenBy(fault => fault.Fault.OnsetAt).FirstOrDefault();
        _states = Drawing.States(diagram, values, _faults, _spread);
        _links = DiagramDrawing.Links(diagram, values, _spread);
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_diagram is not { } diagram || State != LoadState.Ready) return;
        try
        {
            if (!ReferenceEquals(diagram, _sent))
            {
                (_sent, _sentStates, _sentLinks) = (diagram, _states.ToDictionary(state => state.Key, StringComparer.Ordinal), [.. _links]);
                _module ??= await Js.InvokeAsync<IJSObjectReference>("import", "./js/diagram.js");
                await _module.InvokeVoidAsync("render", _root, new { diagram.SiteCode, System = diagram.System.ToString(), Nodes = _nodes, Links = _links, Groups = DiagramDrawing.Groups(diagram), States = _states, Words = BrowserWords() });
                return;
            }

            var states = _states.Where(state => !_sentStates.TryGetValue(state.Key, out var sent) || sent != state).ToList();
            var links = _links.Where(link => !_sentLinks.Contains(link)).ToList();
            if (_module is null || (states.Count == 0 && links.Count == 0)) return;
            foreach (var state in states) _sentStates[state.Key] = state;
            _sentLinks = [.. _links];
            await _module.InvokeVoidAsync("update", _root, states, links);
        }
        catch (JSDisconnectedException)
        {
            // Nobody is left to see it.
        }
    }

    protected override async ValueTask OnGoneAsync()
    {
        if (_module is null) return;
        try
        {
            await _module.InvokeVoidAsync("dispose", _root);
            await _module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The page is gone, and its diagram with it.
        }
    }

    /// <returns>False: there is nothing to draw, or the address leads elsewhere.</returns>
    private async Task<bool> ReadDiagramAsync(Caller caller, CancellationToken cancellationToken)
    {
        if (!Enum.TryParse<SystemKind>(System ?? nameof(SystemKind.Water), ignoreCase: true, out var system) || !Enum.IsDefined(system)) throw new RuleViolation(OperationCodes.NotFound);
        var version = Directory.Version;
        if (_diagram is { } shown && _asked == (Site, System) && version == _directoryVersion
            && await Diagrams.ArrangedAtAsync(shown.CommunityId, shown.System, cancellationToken) == shown.ArrangedAt) return true;
        var communities = await Registry.CommunitiesAsync(caller.Scope, cancellationToken);
        if (communities.Count == 0) return false;
        var site = Site ?? communities[0].SiteCode;
        var diagram = await Diagrams.GetAsync(caller, site, system, cancellationToken);
        // Of a system that the community has nothing of, the first that it has.
        if (diagram.Nodes.Count == 0 && diagram.Systems.Count > 0) diagram = await Diagrams.GetAsync(caller, site, diagram.Systems[0], cancellationToken);
        if (diagram.Nodes.Count == 0)
        {
            _diagram = null;
            return false;
        }

        (_diagram, _directoryVersion, _asked, _faultsMoved) = (diagram, version, (Site, System), true);
        _nodes = Drawing.Nodes(diagram);
        _sites = [.. communities.Select(community => new FilterOption(community.SiteCode, AssetWords.Name(community.Name)))];
        _mayArrange = await Diagrams.MayArrangeAsync(caller, diagram.CommunityId, cancellationToken);
        ListenAgain();
        return true;
    }

    private string LeadText(NodeFault lead)
    {
        var place = lead.Fault.Place;
        var affected = _spread!.Causes.Count(cause => cause.Value == lead.Key);
        var said = T["say.fault", AssetWords.Name(place.Name), Words.Mode(place.TypeKey, lead.Fault.ModeKey)].Value;
        if (affected > 0) return T["say.affects", said, DisplayFormat.Count(affected)];
        return _spread.Causes.TryGetValue(lead.Key, out var cause) ? T["say.cause", said, _nodes.First(node => node.Key == cause).Name] : said;
    }

    private string PartText(string key) => _states.FirstOrDefault(state => state.Key == key)?.PartText ?? "";

    private Dictionary<string, string> BrowserWords() => BrowserKeys
        .ToDictionary(key => key, key => T["js." + key].Value, StringComparer.Ordinal);

    private static string Link(string site, SystemKind system) => $"/diagrams/{site}/{system.ToString().ToLowerInvariant()}";

    private void GoSite(string? site) => Navigation.NavigateTo(Link(site ?? _diagram!.SiteCode, _diagram!.System));
}
