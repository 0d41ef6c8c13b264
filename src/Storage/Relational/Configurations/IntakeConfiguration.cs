using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Conventions;
using Facilities.Storage.Relational.Intake;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class IntakeConfiguration
    : IEntityTypeConfiguration<StoredReject>, IEntityTypeConfiguration<QuarantinedDevice>, IEntityTypeConfiguration<IntakeCounter>,
        IEntityTypeConfiguration<DeviceCredential>, IEntityTypeConfiguration<DeviceMapping>, IEntityTypeConfiguration<DialectState>, IEntityTypeConfiguration<TopicPattern>
{
    public void Configure(EntityTypeBuilder<StoredReject> builder)
    {
        builder.ToTable("rejects");
        builder.Property(reject => reject.ClientId).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(reject => reject.Topic).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(reject => reject.Reason).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(reject => reject.Detail).HasMaxLength(FacilitiesDb.ForeignTextLength);
    }

    public void Configure(EntityTypeBuilder<QuarantinedDevice> builder)
    {
        builder.ToTable("quarantined_devices");
        builder.Property(device => device.Dialect).HasMaxLength(32);
        builder.Property(device => device.Reason).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.UserName).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.DeviceKey).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.Topic).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.ClientId).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(device => device.SiteCode).HasMaxLength(64);
        builder.Property(device => device.Fields).AsJson();
        builder.HasIndex(device => new { device.Dialect, device.DeviceKey, device.SiteCode }).IsUnique();
        builder.HasIndex(device => device.LastSeenAt);
    }

    public void Configure(EntityTypeBuilder<IntakeCounter> builder)
    {
        builder.ToTable("intake_counters");
        builder.HasKey(counter => counter.Name);
        builder.Property(counter => counter.Name).HasMaxLength(64);
    }

    public void Configure(EntityTypeBuilder<DeviceCredential> builder)
    {
        builder.ToTable("device_credentials");
        builder.Property(credential => credential.UserName).HasMaxLength(100);
        builder.Property(credential => credential.SecretHash).HasMaxLength(200);
        builder.Property(credential => credential.SiteCode).HasMaxLength(64);
        builder.Property(credential => credential.AssetCode).HasMaxLength(64);
        builder.Property(credential => credential.OldHash).HasMaxLength(200);
        builder.HasIndex(credential => credential.UserName).IsUnique();
    }

    public void Configure(EntityTypeBuilder<DeviceMapping> builder)
    {
        builder.ToTable("device_mappings");
        builder.Property(mapping => mapping.Dialect).HasMaxLength(32);
        builder.Property(mapping => mapping.DeviceKey).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.Property(mapping => mapping.SiteCode).HasMaxLength(64);
        builder.Property(mapping => mapping.Fields).AsJson();
        builder.HasIndex(mapping => new { mapping.Dialect, mapping.DeviceKey, mapping.SiteCode }).IsUnique();
        builder.HasIndex(mapping => mapping.AssetId);
        builder.HasOne<Asset>().WithMany().HasForeignKey(mapping => mapping.AssetId).OnDelete(DeleteBehavior.Cascade);
    }

    public void Configure(EntityTypeBuilder<DialectState> builder)
    {
        builder.ToTable("dialect_states");
        builder.Property(state => state.Dialect).HasMaxLength(32);
        builder.Property(state => state.Place).HasMaxLength(160);
        builder.Property(state => state.StateKey).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.HasIndex(state => new { state.Dialect, state.Place, state.StateKey }).IsUnique();
        builder.HasIndex(state => state.SavedAt);
    }

    public void Configure(EntityTypeBuilder<TopicPattern> builder)
    {
        builder.ToTable("topic_patterns");
        builder.Property(pattern => pattern.Pattern).HasMaxLength(FacilitiesDb.ForeignTextLength);
        builder.HasIndex(pattern => pattern.Pattern).IsUnique();
    }
}
