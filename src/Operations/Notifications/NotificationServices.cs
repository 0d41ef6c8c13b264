using Facilities.Domain;
using Facilities.Operations.Crew;
using Facilities.Operations.Faults;
using Facilities.Operations.Notifications.Delivering;
using Facilities.Operations.Notifications.Links;
using Facilities.Operations.Notifications.Planning;
using Facilities.Operations.Notifications.Settings;
using Facilities.Operations.Residents;
using Facilities.Operations.Templates;
using Facilities.Storage.Relational;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Facilities.Operations.Notifications;

/// <summary>Registers what has to do with messages. Whoever sends or encrypts needs data protection in the container.</summary>
internal static class NotificationServices
{
    public static IServiceCollection AddFacilitiesNotifications(this IServiceCollection services)
    {
        services.TryAddSingleton(new NotificationSettings());
        services.AddMetrics();
        services.AddSingleton<SecretBox>();
        services.AddSingleton<ServiceKeys>();
        services.AddSingleton<MessageGate>();
        services.AddSingleton<MessageBuilder>();
        services.AddSingleton<NoticePlanning>();
        services.AddSingleton<DeliveryRecords>();
        services.AddSingleton<NotificationMetrics>();
        services.AddSingleton<LaneSender>();
        services.AddSingleton(s => new DeliveryRun(
            Databases(s), s.GetRequiredService<NoticePlanning>(), s.GetRequiredService<LaneSender>(), s.GetRequiredService<NotificationMetrics>(), Clock(s)));
        services.AddSingleton(s => new AcknowledgeLinks(
            Databases(s), Writer(s), s.GetRequiredService<FaultStore>(), s.GetRequiredService<MessageBuilder>(), s.GetRequiredService<ServiceKeys>(), Clock(s)));
        services.AddSingleton(s => new FollowUpLinks(
            Databases(s), Writer(s), s.GetRequiredService<FaultStore>(), s.GetRequiredService<MessageBuilder>(), s.GetRequiredService<ServiceKeys>(), Clock(s)));
        services.AddSingleton(s => new ResidentReports(
            Databases(s), Writer(s), s.GetRequiredService<FaultActions>(), s.GetRequiredService<FaultFiles>(), s.GetRequiredService<FollowUpLinks>(), s.GetRequiredService<ServiceKeys>(),
            s.GetRequiredService<AssetTemplateCatalog>(), Clock(s)));
        services.AddSingleton(s => new ChannelSettings(
            Databases(s), Writer(s), s.GetRequiredService<SecretBox>(), s.GetRequiredService<MessageGate>(), s.GetRequiredService<NotificationSettings>(), Clock(s)));
        services.AddSingleton<ContactSettings>();
        services.AddSingleton<DeliveryQueries>();
        services.AddSingleton<NotificationUpkeep>();
        services.AddSingleton(s => new Inbox(Databases(s), Writer(s), s.GetRequiredService<MessageBuilder>(), Clock(s)));
        return services;
    }

    private static IDbContextFactory<FacilitiesDb> Databases(IServiceProvider services) => services.GetRequiredService<IDbContextFactory<FacilitiesDb>>();

    private static FacilitiesWriter Writer(IServiceProvider services) => services.GetRequiredService<FacilitiesWriter>();

    private static SiteClock Clock(IServiceProvider services) => services.GetRequiredService<SiteClock>();
}
