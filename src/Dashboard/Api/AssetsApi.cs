using Facilities.Domain;
using Facilities.Operations;
using Facilities.Operations.Assets;

namespace Facilities.Dashboard.Api;

/// <summary>Assets: registry, live values, history, thresholds.</summary>
internal static class AssetsApi
{
    private static readonly TimeSpan DefaultSpan = TimeSpan.FromHours(24);

    public static void MapAssets(this IEndpointRouteBuilder api)
    {
        var assets = api.MapGroup("/assets").WithTags("Assets");
        assets.MapGet("/", ListAssets);
        assets.MapGet("/{id:int}", GetAsset);
        assets.MapGet("/{id:int}/values", GetValues);
        assets.MapGet("/{id:int}/series/{point}", GetSeries);
        assets.MapPost("/", CreateAsset);
        assets.MapPut("/{id:int}", ChangeAsset);
        assets.MapDelete("/{id:int}", TakeOutOfService);
        assets.MapPost("/{id:int}/return-to-service", ReturnToService);
        assets.MapPut("/{id:int}/thresholds/{rule}", SetThreshold);
        assets.MapDelete("/{id:int}/thresholds/{rule}", ClearThreshold);
    }

    private static Task<Rows<AssetRow>> ListAssets(
        ApiCaller caller, AssetQueries assets, int? community, string? type, string? q, CancellationToken cancellationToken,
        bool withOpenFaults = false, bool includeOutOfService = false, int skip = 0, int take = 50) =>
        assets.ListAsync(caller.Value.Scope, new AssetFilter
        {
            Community = community is { } site ? new CommunityId(site) : null,
            TypeKey = type,
            Search = q,
            WithOpenFaults = withOpenFaults,
            IncludeOutOfService = includeOutOfService,
            Paging = new Paging(skip, take),
        }, cancellationToken);

    private static async Task<AssetDetail> GetAsset(ApiCaller caller, AssetQueries assets, int id, CancellationToken cancellationToken) =>
        await assets.GetAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw NotFound(id);

    private static async Task<IReadOnlyList<LiveValueRow>> GetValues(ApiCaller caller, TelemetryQueries telemetry, int id, CancellationToken cancellationToken) =>
        await telemetry.LiveAsync(caller.Value.Scope, new AssetId(id), cancellationToken) ?? throw NotFound(id);

    /// <summary>Raw samples where they fit into <paramref name="points"/> places, else windows with minimum, mean and maximum. The last 24 hours unless said otherwise.</summary>
    private static async Task<TelemetrySeries> GetSeries(
        ApiCaller caller, TelemetryQueries telemetry, SiteClock clock, int id, string point, DateTimeOffset? from, DateTimeOffset? until, CancellationToken cancellationToken, int points = 1000)
    {
        var end = until ?? clock.GetUtcNow();
        return await telemetry.SeriesAsync(caller.Value.Scope, new AssetId(id), point, from ?? end - DefaultSpan, end, points, cancellationToken) ?? throw NotFound(id);
    }

    private static async Task<IResult> CreateAsset(ApiCaller caller, AssetRegistry registry, AssetDraft draft, CancellationToken cancellationToken)
    {
        var id = await registry.CreateAsync(caller.Value, draft, cancellationToken);
        return Results.Created($"/api/assets/{id}", new CreatedAsset(id));
    }

    private static async Task<IResult> ChangeAsset(ApiCaller caller, AssetRegistry registry, int id, AssetChangeBody body, CancellationToken cancellationToken)
    {
        await registry.ChangeAsync(caller.Value, new AssetId(id), body.Attributes, body.Criticality, cancellationToken);
        return Results.NoContent();
    }

    /// <summary>An asset's history outlives it: deleting takes it out of service.</summary>
    private static async Task<IResult> TakeOutOfService(ApiCaller caller, AssetRegistry registry, int id, CancellationToken cancellationToken)
    {
        await registry.TakeOutOfServiceAsync(caller.Value, new AssetId(id), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ReturnToService(ApiCaller caller, AssetRegistry registry, int id, CancellationToken cancellationToken)
    {
        await registry.ReturnToServiceAsync(caller.Value, new AssetId(id), cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> SetThreshold(ApiCaller caller, AssetRegistry registry, int id, string rule, ThresholdBody body, CancellationToken cancellationToken)
    {
        await registry.SetThresholdAsync(caller.Value, new AssetId(id), rule, body.Parameter, body.Value, body.Note, cancellationToken);
        return Results.NoContent();
    }

    private static async Task<IResult> ClearThreshold(ApiCaller caller, AssetRegistry registry, int id, string rule, CancellationToken cancellationToken, string parameter = "limit")
    {
        await registry.SetThresholdAsync(caller.Value, new AssetId(id), rule, parameter, null, null, cancellationToken);
        return Results.NoContent();
    }

    private static RuleViolation NotFound(int id) => new(OperationCodes.NotFound, ("kind", "asset"), ("id", id));
}
