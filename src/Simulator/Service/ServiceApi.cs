using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Facilities.Simulator.Service;

/// <summary>The few REST calls that the simulator needs: site clock, provisioning, counters. Thread-safe.</summary>
internal sealed class ServiceApi : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly HttpClient _http;

    /// <param name="address">Address of the dashboard, e.g. http://localhost:5080.</param>
    public ServiceApi(Uri address) => _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };

    public Uri Address => _http.BaseAddress!;

    /// <exception cref="ServiceException">Not reachable or not understood.</exception>
    public Task<ClockReply> ClockAsync(CancellationToken ct) => GetAsync<ClockReply>("api/clock", ct);

    /// <summary>The service's own counters.</summary>
    public Task<StatusReply> StatusAsync(CancellationToken ct) => GetAsync<StatusReply>("api/status", ct);

    /// <summary>Creates assets and returns their codes in order.</summary>
    public async Task<ProvisionReply> ProvisionAsync(ProvisionRequest request, CancellationToken ct)
    {
        try
        {
            using var response = await _http.PostAsJsonAsync("api/provision/assets", request, Json, ct);
            await ThrowIfRefusedAsync(response, ct);
            return await response.Content.ReadFromJsonAsync<ProvisionReply>(Json, ct) ?? throw new ServiceException("The service answered nothing.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new ServiceException($"Assets can't be provisioned at {_http.BaseAddress}: {e.Message}");
        }
    }

    /// <summary>How many samples of a point the store holds for the assets of a site whose codes begin with a prefix.</summary>
    /// <exception cref="ServiceException">Not reachable or not understood.</exception>
    public async Task<long> StoredAsync(string site, string prefix, string point, long fromUnixMs, long untilUnixMs, CancellationToken ct) =>
        (await GetAsync<StoredReply>(FormattableString.Invariant(
            $"api/provision/assets/stored?site={Uri.EscapeDataString(site)}&prefix={Uri.EscapeDataString(prefix)}&point={point}&from={fromUnixMs}&until={untilUnixMs}"), ct)).Samples;

    /// <summary>Removes the assets of a site whose codes begin with a prefix, with their data.</summary>
    public async Task RemoveAsync(string site, string prefix, CancellationToken ct)
    {
        try
        {
            using var response = await _http.DeleteAsync($"api/provision/assets?site={Uri.EscapeDataString(site)}&prefix={Uri.EscapeDataString(prefix)}", ct);
            await ThrowIfRefusedAsync(response, ct);
        }
        catch (HttpRequestException e)
        {
            throw new ServiceException($"Assets can't be removed at {_http.BaseAddress}: {e.Message}");
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<T> GetAsync<T>(string path, CancellationToken ct)
    {
        try
        {
            using var response = await _http.GetAsync(path, ct);
            await ThrowIfRefusedAsync(response, ct);
            return await response.Content.ReadFromJsonAsync<T>(Json, ct) ?? throw new ServiceException("The service answered nothing.");
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new ServiceException($"{_http.BaseAddress}{path} can't be read: {e.Message}");
        }
    }

    private static async Task ThrowIfRefusedAsync(HttpResponseMessage response, CancellationToken ct)
    {
        if (response.IsSuccessStatusCode) return;
        var body = await response.Content.ReadAsStringAsync(ct);
        var hint = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.NotFound
            ? " Provisioning is open only in demo mode."
            : "";
        throw new ServiceException($"{response.RequestMessage?.RequestUri} answered {(int)response.StatusCode}.{hint} {body[..Math.Min(body.Length, 500)]}".TrimEnd());
    }
}
