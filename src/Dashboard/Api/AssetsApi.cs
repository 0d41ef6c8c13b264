using Facilities.Dashboard.Access;
using Facilities.Domain;
using Facilities.Domain.Access;
using Facilities.Operations;
using Facilities.Operations.Assets;
using Facilities.Operations.Forecasts;
using Facilities.Operations.Health;
using Microsoft.AspNetCore.Http.HttpResults;

namespace Facilities.Dashboard.Api;

/// <summary>Assets: registry, live values, history, thresholds.</summary>
internal static class AssetsApi
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(24);

    public static void MapAssets(this IEndpointRouteBuilder api)
    {
        var assets = api.MapGroup("/assets").WithTags("Assets");
        assets.MapGet("/", ListAssets).ForTokens(TokenScope.ReadAssets).WithName(nameof(ListAssets)).ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        assets.MapGet("/{id:int}", GetAsset).ForTokens(TokenScope.ReadAssets).WithName(nameof(GetAsset)).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status404NotFound);
        assets.MapGet("/{id:int}/values", GetValues).ForTokens(TokenScope.ReadTelemetry).WithName(nameof(GetValues)).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status404NotFound);
        assets.MapGet("/{id:int}/series/{point}", GetSeries).ForTokens(TokenScope.ReadTelemetry).WithName(nameof(GetSeries)).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status404NotFound);
        assets.MapGet("/{id:int}/forecasts", GetForecasts).ForTokens(TokenScope.ReadTelemetry).WithName(nameof(GetForecasts)).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status404NotFound);
        assets.MapGet("/{id:int}/health", GetHealth).ForTokens(TokenScope.ReadFaults).WithName(nameof(GetHealth)).ProducesProblem(StatusCodes.Status503ServiceUnavailable).ProducesProblem(StatusCodes.Status404NotFound);
        assets.MapPost("/", CreateAsset).ForTokens(TokenScope.ManageAssets).WithName(nameof(CreateAsset)).Refusable();
        assets.MapPut("/{id:int}", ChangeAsset).ForTokens(TokenScope.ManageAssets).WithName(nameof(ChangeAsset)).Refusable();
        assets.MapDelete("/{id:int}", TakeOutOfService).ForTokens(TokenScope.ManageAssets).WithName(nameof(TakeOutOfService)).Refusable();
        assets.MapPost("/{id:int}/return-to-service", ReturnToService).ForTokens(TokenScope.ManageAssets).WithName(nameof(ReturnToService)).Refusable();
        assets.MapPut("/{id:int}/thresholds/{rule}", SetThreshold).ForTokens(TokenScope.ManageAssets).WithName(nameof(SetThreshold)).Refusable();
        assets.MapDelete("/{id:int}/thresholds/{rule}", ClearThreshold).ForTokens(TokenScope.ManageAssets).WithName(nameof(ClearThreshold)).Refusable();
    }

    /// <summary>A page of the assets, those with the worst open fault first.</summary>
    /// <param name="q">Part of name or code.</param>
    /// <param name="sort">By health the worst first; those without a score come last.</param>
    /// <param name="take">1–500.</param>
    internal static async Task<Rows<AssetRow>> ListAssets(
        ApiCaller caller, AssetQueries assets, int? community, string? type, string? q, CancellationToken cancellationToken,
        bool withOpenFaults = false, bool includeOutOfService = false, AssetSort sort = AssetSort.Urgency, bool descending = false, int skip = 0, int take = 50)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewAssets);
        var rows = await assets.ListAsync(caller.Value.Scope, new AssetFilter
        {
            Community = community is { } site ? new CommunityId(site) : null,
            TypeKey = type,
            Search = q,
            WithOpenFaults = withOpenFaults && AssetSight.SeesFaults(caller.Value.Role),
            IncludeOutOfService = includeOutOfService,
            Sort = AssetSight.SeesFaults(caller.Value.Role) ? sort : AssetSort.Urgency,
            Descending = descending,
            Paging = new Paging(skip, take),
        }, cancellationToken);
        return rows with { Items = [.. rows.Items.Select(row => AssetSight.For(caller.Value.Role, row))] };
    }

    /// <summary>One asset with its rules, contracts, policies and open faults.</summary>
    internal static async Task<AssetDetail> GetAsset(ApiCaller caller, AssetQueries assets, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewAssets);
        return AssetSight.For(caller.Value.Role, await assets.GetAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw NotFound(id));
    }

    /// <summary>The newest value of every point, with its freshness.</summary>
    internal static async Task<IReadOnlyList<LiveValueRow>> GetValues(ApiCaller caller, TelemetryQueries telemetry, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewAssets);
        return await telemetry.LiveAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>A point's history: raw samples where they fit into <paramref name="points"/> places, else windows with minimum, mean and maximum.</summary>
    /// <param name="from">24 hours before <paramref name="until"/> unless said otherwise.</param>
    /// <param name="until">Now unless said otherwise.</param>
    /// <param name="points">10–4000; what is outside is moved to the nearest.</param>
    internal static async Task<TelemetrySeries> GetSeries(
        ApiCaller caller, TelemetryQueries telemetry, SiteClock clock, int id, string point, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken, int points = 1000)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewAssets);
        var end = until ?? clock.GetUtcNow();
        return await telemetry.SeriesAsync(caller.Value.Scope, new AssetId(id), point, from ?? end - DefaultSpan, end, points, cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>The limits that the asset reaches before long if it goes on as it has, the soonest first; only significant and near ones.</summary>
    internal static async Task<IReadOnlyList<ForecastRow>> GetForecasts(ApiCaller caller, AssetForecasts forecasts, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await forecasts.OfAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>How well the asset is, 0 to 100, as of now, with what takes points and the stored score of each day.</summary>
    /// <remarks>Without a score too little is seen of it: that is no good score.</remarks>
    internal static async Task<AssetHealthView> GetHealth(ApiCaller caller, AssetHealthScores health, int id, CancellationToken cancellationToken)
    {
        RoleRights.Require(caller.Value.Actor, Right.ViewFaults);
        return await health.OfAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw NotFound(id);
    }

    /// <summary>Registers an asset.</summary>
    internal static async Task<Created<CreatedAsset>> CreateAsset(ApiCaller caller, AssetRegistry registry, AssetDraft draft, CancellationToken cancellationToken)
    {
        var id = await registry.CreateAsync(caller.Value, draft, cancellationToken);
        return TypedResults.Created($"/api/assets/{id}", new CreatedAsset(id));
    }

    /// <summary>Replaces attributes and criticality.</summary>
    internal static async Task<NoContent> ChangeAsset(ApiCaller caller, AssetRegistry registry, int id, AssetChangeBody body, CancellationToken cancellationToken)
    {
        await registry.ChangeAsync(caller.Value, new AssetId(id), body.Attributes, body.Criticality, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Takes an asset out of service: its history outlives it.</summary>
    internal static async Task<NoContent> TakeOutOfService(ApiCaller caller, AssetRegistry registry, int id, CancellationToken cancellationToken)
    {
        await registry.TakeOutOfServiceAsync(caller.Value, new AssetId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Takes an asset back into service.</summary>
    internal static async Task<NoContent> ReturnToService(ApiCaller caller, AssetRegistry registry, int id, CancellationToken cancellationToken)
    {
        await registry.ReturnToServiceAsync(caller.Value, new AssetId(id), cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Sets one parameter of one rule for this asset.</summary>
    internal static async Task<NoContent> SetThreshold(ApiCaller caller, AssetRegistry registry, int id, string rule, ThresholdBody body, CancellationToken cancellationToken)
    {
        await registry.SetThresholdAsync(caller.Value, new AssetId(id), rule, body.Parameter, body.Value, body.Note, cancellationToken);
        return TypedResults.NoContent();
    }

    /// <summary>Goes back to the template's value.</summary>
    internal static async Task<NoContent> ClearThreshold(ApiCaller caller, AssetRegistry registry, int id, string rule, CancellationToken cancellationToken, string parameter = "limit")
    {
        await registry.SetThresholdAsync(caller.Value, new AssetId(id), rule, parameter, null, null, cancellationToken);
        return TypedResults.NoContent();
    }

    private static RuleViolation NotFound(int id) => new(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
}
